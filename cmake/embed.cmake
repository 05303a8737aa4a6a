# Writes OUT, a C++ source holding every YAML file under ROOT as a string: the binary never fails to find its catalogues.
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/*.yaml)
list(SORT files)
set(rows "")
foreach(name IN LISTS files)
  file(READ ${ROOT}/${name} text)
  string(APPEND rows "    {R\"embed(${name})embed\", R\"embed(${text})embed\"},\n")
endforeach()
file(WRITE ${OUT} "// Written by cmake/embed.cmake from the folder configs.
#include \"catalogue/embedded.hpp\"

namespace greisen {
const std::vector<EmbeddedFile>& embedded_files() {
  static const std::vector<EmbeddedFile> files = {
${rows}  };
  return files;
}
}  // namespace greisen
")
