// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace greisen {

/// `root` stands in for "/" in tests: /proc and /sys below it are read.
struct MachineRoot {
  std::string root = {};
};

/// Cores this process may use: affinity, cut to the quota of its cgroup (v1 or v2, rounded down); at least 1.
int granted_cores(const MachineRoot& root = {});
/// OMP_NUM_THREADS where it is set to a number from 1 on, else granted_cores().
int default_threads(const MachineRoot& root = {});
/// Memory of the machine cut to the limit of the cgroup.
std::uint64_t memory_total_bytes(const MachineRoot& root = {});
/// What is free now (MemAvailable), cut to what the cgroup's limit leaves.
std::uint64_t memory_available_bytes(const MachineRoot& root = {});
/// Of the file system that holds the path, or its nearest folder that exists; 0 if unknown.
std::uint64_t free_disk_bytes(const std::string& path);
/// Largest memory of this process so far.
std::uint64_t peak_rss_bytes();
/// "unknown" where the system does not say.
std::string cpu_model(const MachineRoot& root = {});
bool in_container(const MachineRoot& root = {});
/// An environment variable, empty where it is not set. The program never sets any, so threads may read them.
std::string environment_variable(const char* name);
bool is_tty(int file_descriptor);
/// Columns of the terminal, else COLUMNS, else 80.
int terminal_width(int file_descriptor);

}  // namespace greisen
