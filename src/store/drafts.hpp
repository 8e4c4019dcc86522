#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/store.hpp"

// Tables draft, reading, saved_view, bulk: what belongs to a member at work.
namespace store {

struct Draft {
    Id conversation, member;
    std::string text, html;
    bool internal = false;
    std::vector<Id> attachments;
    Time updated_at;
};
std::optional<Draft> draft(db::Tx&, Id workspace, Id conversation, Id member);
void save_draft(Change&, const Draft&);
bool drop_draft(Change&, Id conversation, Id member);
// Which of these conversations have a draft of this member.
std::vector<Id> drafted(db::Tx&, Id workspace, Id member);

// "Read up to here", moved forward only.
void read_up_to(Change&, Id conversation, Id message);

struct SavedView {
    Id id, member;
    std::string name, query;
    bool shared = false;
};
std::vector<SavedView> saved_views(db::Tx&, Id workspace, Id member);
Id add_saved_view(Change&, const SavedView&);
bool remove_saved_view(Change&, Id id);  // one's own only

struct Bulk {
    Id id;
    std::string action, value, by;
    Id member;
    Time at, undone_at;
};
Id add_bulk(Change&, std::string_view action, std::string_view value);
std::optional<Bulk> bulk(db::Tx&, Id workspace, Id id);
void mark_bulk_undone(Change&, Id id);

}  // namespace store
