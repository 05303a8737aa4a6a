# Writes OUT, a C++ source that holds the file PAGE byte by byte (the assembler reads it: quick for any size).
file(WRITE ${OUT} "// Written by cmake/embed_page.cmake from web/.
#include \"outputs/report_page.hpp\"

__asm__(
    \".section .rodata\\n\"
    \".global greisen_report_begin\\n.global greisen_report_end\\n\"
    \"greisen_report_begin:\\n.incbin \\\"${PAGE}\\\"\\ngreisen_report_end:\\n\"
    \".previous\\n\");
extern \"C\" const char greisen_report_begin[];
extern \"C\" const char greisen_report_end[];

namespace greisen::outputs {
std::string_view report_template() {
  return {greisen_report_begin, static_cast<std::size_t>(greisen_report_end - greisen_report_begin)};
}
}  // namespace greisen::outputs
")
