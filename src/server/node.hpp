#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "base/random.hpp"
#include "db/file_lock.hpp"

namespace server {

// The name by which this node holds leases. It is kept in the data directory, so that after a crash the node
// knows what it left behind and need not wait for its own leases to run out. When another process serves
// from the same directory (only possible on PostgreSQL) or nothing is kept, the name is a fresh one.
class Node {
public:
    enum class Kept { yes, no };
    Node(const std::filesystem::path& data, Random&, Kept);
    const std::string& name() const { return name_; }

private:
    std::optional<db::FileLock> lock_;
    std::string name_;
};

}  // namespace server
