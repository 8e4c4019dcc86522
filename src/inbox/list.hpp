#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/indexer.hpp"
#include "store/query.hpp"
#include "store/store.hpp"

// The list of conversations: what stands in it and how many there are. Reads the index only; the
// names of people and channels are looked up by whoever shows it.
namespace inbox {

// heard: what nobody said to us; in no other view but `all`.
enum class View { open, mine, unassigned, snoozed, closed, failed, all, heard };
enum class Order { newest, oldest, waiting };
std::optional<View> view(std::string_view name);
std::optional<Order> order(std::string_view name);

struct Filter {
    View view = View::open;
    Order order = Order::newest;
    Id member;  // who looks: for `mine` and for unread
    Id channel = {};
    std::string label = {};
    std::vector<Id> identities = {};  // only conversations with one of these on the other side
    std::string after = {};           // the cursor of the page before
    std::size_t limit = 50;
};

struct Row {
    Id conversation, channel;
    std::string subject;
    Id identity, last_message;
    std::string last_direction, last_text, visibility;
    std::int64_t messages = 0;
    Time waiting_since, snoozed_until, closed_at;
    Id assignee;
    std::int64_t failed = 0;
    bool unread = false, heard = false;
    std::vector<std::string> labels;
};

struct Page {
    std::vector<Row> rows;
    std::string next;  // empty at the end
};

struct Counts {
    std::int64_t open = 0, mine = 0, unassigned = 0, snoozed = 0, closed = 0, failed = 0, all = 0, heard = 0;
    std::map<Id, std::int64_t> channels;         // open ones
    std::map<std::string, std::int64_t> labels;  // open ones
};

// A snooze that has run out counts as over without anybody touching it.
Page list(db::Tx& index, Id workspace, const Filter&, Time now);
std::optional<Row> row(db::Tx& index, Id workspace, Id conversation, Id member);
// In this order, each asked for once; those that are not in the lists are left out.
std::vector<Row> rows(db::Tx& index, Id workspace, const std::vector<Id>& conversations, Id member);
// Those of these conversations that are not closed.
std::set<Id> open_ones(db::Tx& index, Id workspace, const std::vector<Id>& conversations);
Counts counts(db::Tx& index, Id workspace, Id member, Time now);

}  // namespace inbox
