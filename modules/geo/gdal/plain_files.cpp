// SPDX-License-Identifier: Apache-2.0
#include "geo/gdal/plain_files.hpp"

#include <cerrno>
#include <mutex>
#include <string>

#include <cpl_vsi_error.h>
#include <cpl_vsi_virtual.h>
#include <proj.h>

#include "base/plain_file.hpp"

namespace greisen::geo {
namespace {

/// GDAL's own files of the disk, but for those that are no plain files: these do not open to be read, whoever names
/// them: a survey, a VRT, or GDAL itself that looks for an .aux.xml.
class PlainFiles final : public VSIFilesystemHandler {
 public:
  explicit PlainFiles(VSIFilesystemHandler* disk) : disk_(disk) {}

  VSIVirtualHandle* Open(const char* path, const char* access, bool tell, CSLConstList options) override {
    if (access[0] == 'r' && is_no_plain_file(path)) {
      if (tell) VSIError(VSIE_FileError, "%s: %s", path, kNoPlainFile);
      errno = EINVAL;
      return nullptr;
    }
    return disk_->Open(path, access, tell, options);
  }
  int Stat(const char* path, VSIStatBufL* to, int flags) override { return disk_->Stat(path, to, flags); }
  int Unlink(const char* path) override { return disk_->Unlink(path); }
  int* UnlinkBatch(CSLConstList paths) override { return disk_->UnlinkBatch(paths); }
  int Mkdir(const char* path, long mode) override { return disk_->Mkdir(path, mode); }
  int Rmdir(const char* path) override { return disk_->Rmdir(path); }
  int RmdirRecursive(const char* path) override { return disk_->RmdirRecursive(path); }
  char** ReadDir(const char* path) override { return disk_->ReadDir(path); }
  char** ReadDirEx(const char* path, int most) override { return disk_->ReadDirEx(path, most); }
  char** SiblingFiles(const char* path) override { return disk_->SiblingFiles(path); }
  int Rename(const char* from, const char* to) override { return disk_->Rename(from, to); }
  int IsCaseSensitive(const char* path) override { return disk_->IsCaseSensitive(path); }
  GIntBig GetDiskFreeSpace(const char* path) override { return disk_->GetDiskFreeSpace(path); }
  int SupportsSparseFiles(const char* path) override { return disk_->SupportsSparseFiles(path); }
  int HasOptimizedReadMultiRange(const char* path) override { return disk_->HasOptimizedReadMultiRange(path); }
  VSIDIR* OpenDir(const char* path, int depth, const char* const* options) override {
    return disk_->OpenDir(path, depth, options);
  }
  bool IsLocal(const char* path) override { return disk_->IsLocal(path); }
  bool SupportsSequentialWrite(const char* path, bool temporary) override {
    return disk_->SupportsSequentialWrite(path, temporary);
  }
  bool SupportsRandomWrite(const char* path, bool temporary) override {
    return disk_->SupportsRandomWrite(path, temporary);
  }
  bool SupportsRead(const char* path) override { return disk_->SupportsRead(path); }

 private:
  VSIFilesystemHandler* disk_;
};

/// Null: as PROJ finds it.
const char* plain_grid(PJ_CONTEXT* /*context*/, const char* name, void* /*unused*/) {
  return is_no_plain_file(name) ? "/dev/null/no-grid" : nullptr;
}

}  // namespace

void find_plain_grids_only() {
  static std::once_flag once;
  std::call_once(once, [] { proj_context_set_file_finder(nullptr, &plain_grid, nullptr); });
}

void read_plain_files_only() {
  VSIFilesystemHandler* const disk = VSIFileManager::GetHandler("/");
  VSIFileManager::InstallHandler("", new PlainFiles(disk));  // GDAL's from now on
}

}  // namespace greisen::geo
