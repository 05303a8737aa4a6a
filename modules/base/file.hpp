// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace greisen {

/// Whole file; E3001 it does not open, E3002 longer than the limit, E3003 a read failed or it is no plain file.
std::string read_text_file(const std::string& path, std::size_t limit_bytes);

/// The file is whole under its name or not there: written in a PartFolder beside it, flushed, renamed. What stood there
/// is replaced, a link too, never what it leads to. E7001 no room, E7002 any other failure.
void write_file_atomically(const std::string& path, std::string_view text);
/// The same, unflushed: a power cut may lose it, nothing else.
void write_file_unflushed(const std::string& path, std::string_view text);

/// The path by which a place is known before and after the folders on the way to it are made: of "a/../x" where there
/// is no folder a it is "x".
std::string settled_place(const std::string& path);

/// Makes the folder and those above it; E7002 where that fails. Empty is the current one: that of a bare file name.
void ensure_folder(const std::string& path);

/// Removes a folder with all in it, symbolic links unfollowed. Only for scratch this program made: E1012 unless a file
/// named `.greisen-scratch` lies in it. A folder that is not there is no error.
void remove_scratch(const std::string& path);
/// Makes a scratch folder with the mark that lets remove_scratch take it away.
void make_scratch(const std::string& path);

/// Writes that mark; 0, or the errno of what failed.
int mark_scratch(const std::string& path);

/// Renames the whole part to its name (E7002). Both on one disk. The folder is flushed.
void publish(const std::string& part, const std::string& path);
/// E7001 where the errno says that there is no room, else E7002.
[[noreturn]] void throw_cannot_write(const std::string& path, int number);

}  // namespace greisen
