#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/store.hpp"

// Table topic: what a workspace listens for.
namespace store {

struct Topic {
    Id id = {};
    std::string name, query, goal = {};
    Id owner = {};  // member
    Time review_on = {};
    std::string made_by = {};
    Time created_at = {}, changed_at = {}, removed_at = {};
};

Id add_topic(Change&, const Topic&);
// Name, query, goal, owner and review; nothing else.
void change_topic(Change&, const Topic&);
// It stays, with all that was said about it, until restore_topic(). False: it was so already.
bool remove_topic(Change&, Id topic);
bool restore_topic(Change&, Id topic);

std::optional<Topic> topic(db::Tx&, Id workspace, Id id);  // removed ones, too
std::vector<Topic> topics(db::Tx&, Id workspace);          // those that stand, oldest first

}  // namespace store
