// SPDX-License-Identifier: Apache-2.0
#include "pipeline/verb.hpp"

int main(int argc, char** argv) { return greisen::run_program(argc, argv); }
