#pragma once
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/database.hpp"

namespace store {

// What a conversation counts for.
struct Standing {
    Id channel, assignee;
    Time closed_at;
    bool heard = false;
    std::set<std::string> labels;
};

// Where these conversations stand in the index now, as far as they have a row.
std::unordered_map<Id, Standing> standings(db::Tx& index, Id workspace, const std::vector<Id>& conversations);

// The differences that a batch makes to the table inbox_count, written at its end. Each is taken against the
// row that is replaced in the same transaction, so that a row written twice counts once.
class Counting {
public:
    void leave(const Standing& before) { count(before, -1); }
    void enter(const Standing& now) { count(now, 1); }
    void write(db::Tx& index, Id workspace) const;

private:
    void count(const Standing&, std::int64_t by);
    std::map<std::pair<std::string, std::string>, std::int64_t> changes_;
};

}  // namespace store
