#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// A control for the matcher: the literals of its queries, sought by Hyperscan where that library is installed
// (Debian package libhyperscan5). It is opened while running, so that nothing else needs it.
namespace bench {

class Literals {
public:
    virtual ~Literals() = default;
    // How many of the literals stand in the text, case aside, also within words.
    virtual std::size_t count(std::string_view text) = 0;
};

// Null where the library is not installed or refuses them.
std::unique_ptr<Literals> literals(const std::vector<std::string>& sought);

}  // namespace bench
