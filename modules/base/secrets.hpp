// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace greisen {

/// The text with nothing in it that lets its reader in somewhere: of every address (https://…, s3://…,
/// /vsicurl/https://…) the user and password before its host are gone, and what follows '?' (signatures, tokens) is
/// "?…"; so is all behind
/// "/vsicurl?", and the value after password=, passwd=, pwd=. Whatever is told or written down (errors, log, run.json,
/// stdout) goes through here once, where it leaves the program. Other text stays as it is.
std::string without_secrets(std::string_view text);
/// Does an address in the text carry a user, or a signature, token or password in its query? Other queries do no harm.
bool holds_secrets(std::string_view text);

}  // namespace greisen
