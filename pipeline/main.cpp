// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli.hpp"
#include "pipeline/verb_table.hpp"

int main(int argc, char** argv) { return greisen::run_program(argc, argv, greisen::verbs()); }
