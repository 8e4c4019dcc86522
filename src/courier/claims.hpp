#pragma once
#include <unordered_map>
#include <vector>

#include "store/claims.hpp"

namespace courier {

// What the authors of a batch say of themselves, kept beside their identities for people/ to weigh. Read in
// the canonical spelling of every network that can make sense of it; which networks those are is nobody's
// business here. Lives as long as the transaction of its change.
class Claims {
public:
    explicit Claims(store::Change& change) : change_(change) {}

    void hear(const store::Identity&, const std::vector<model::Claim>&);
    // Writes what is new of it, asked once for all authors.
    void keep();

private:
    struct Author {
        store::Identity identity;
        std::vector<model::Claim> claims;
    };
    bool keep_new(const Author&, const std::vector<store::Claim>& known);

    store::Change& change_;
    std::unordered_map<Id, Author> authors_;
};

}  // namespace courier
