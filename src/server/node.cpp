#include "server/node.hpp"

#include <fstream>
#include <unistd.h>

#include "base/encoding.hpp"

namespace server {
namespace {
// With the host's name, because data directories are copied from one machine to another.
std::string fresh_name(Random& random) {
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    return std::string(host) + "/" + hex(random.bytes(8));
}

std::string host_of(const std::string& name) {
    return name.substr(0, name.rfind('/'));
}
}  // namespace

Node::Node(const std::filesystem::path& data, Random& random, Kept kept) : name_(fresh_name(random)) {
    if (kept == Kept::no) return;
    lock_.emplace((data / "node.lock").string());
    if (!lock_->held()) return;
    std::string known;
    std::getline(std::ifstream(data / "node"), known);
    if (!known.empty() && host_of(known) == host_of(name_))
        name_ = known;
    else
        std::ofstream(data / "node") << name_ << '\n';
}
}  // namespace server
