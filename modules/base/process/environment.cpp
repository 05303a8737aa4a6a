// SPDX-License-Identifier: Apache-2.0
#include "base/process/environment.hpp"

namespace greisen {

const std::vector<EnvironmentFact>& environment_facts() {
  static const std::vector<EnvironmentFact> rows = {
      {"OMP_NUM_THREADS", "threads, where --threads is not given", true},
      {"GDAL_CACHEMAX", "the cache of GDAL, in megabytes or per cent of the memory", true},
      {"GDAL_DATA", "where GDAL's tables are", true},
      {"GDAL_DRIVER_PATH", "where GDAL looks for more formats", true},
      {"GDAL_DISABLE_READDIR_ON_OPEN", "whether GDAL lists the folder of each file it opens; TRUE where it is not set",
       true},
      {"CPL_TMPDIR", "where GDAL keeps files for a while", true},
      {"PROJ_DATA", "where PROJ's database is", true},
      {"PROJ_LIB", "the same for older versions of PROJ", true},
      {"NO_COLOR", "set to anything: no colour, unless --color says so", true},
      {"CLICOLOR_FORCE", "set to anything but 0: colour, also into a file", true},
      {"TERM", "dumb: neither colour nor a line that moves", true},
      {"COLUMNS", "width of the help where stdout is no terminal", false},
      {"LC_ALL", "with LC_CTYPE and LANG, whether the terminal shows UTF-8; nothing else asks them", false},
      {"LC_CTYPE", "see LC_ALL", false},
      {"LANG", "see LC_ALL", false},
      {"HOME", "what ~ in a path would mean; greisen verify looks for it in what is passed on", false},
      {"SOURCE_DATE_EPOCH", "the date on the manual's pages", false},
  };
  return rows;
}

}  // namespace greisen
