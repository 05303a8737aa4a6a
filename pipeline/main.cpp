// SPDX-License-Identifier: Apache-2.0
#include "pipeline/cli/cli.hpp"
#include "pipeline/verbs/verbs.hpp"

int main(int argc, char** argv) { return greisen::run_program(argc, argv, greisen::verbs()); }
