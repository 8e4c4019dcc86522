#include "inbox/actions.hpp"

#include <array>

#include "base/error.hpp"
#include "text/fold.hpp"
#include "text/length.hpp"

namespace inbox {
namespace {
store::ConversationState current(store::Change& change, Id conversation) {
    auto found = store::conversation(change.tx, change.workspace, conversation);
    if (!found || found->id != conversation)
        throw Error{Code::not_found, "This conversation does not exist."};
    return store::state(store::records(change.tx, change.workspace, conversation));
}

bool has(const std::vector<std::string>& labels, std::string_view label) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

constexpr std::array<std::string_view, 7> actions{"close",  "reopen", "assign", "unassign",
                                                  "snooze", "label",  "unlabel"};

void act(store::Change& change, Id conversation, Action action, std::string_view value, Id member,
         std::string_view member_name, Id bulk) {
    switch (action) {
        case Action::close:
            return close(change, conversation, value, bulk);
        case Action::reopen:
            return reopen(change, conversation, bulk);
        case Action::assign:
            return assign(change, conversation, member, member_name, bulk);
        case Action::unassign:
            return unassign(change, conversation, bulk);
        case Action::snooze:
            return snooze(change, conversation, Time::parse(value).value_or(Time{}), bulk);
        case Action::label:
            return label(change, conversation, value, bulk);
        case Action::unlabel:
            return unlabel(change, conversation, value, bulk);
    }
}

// The opposite record, carrying what stood before the bulk.
void put_back(store::Change& change, const store::Record& done) {
    auto all = store::records(change.tx, change.workspace, done.conversation);
    auto at = std::find_if(all.begin(), all.end(), [&](auto& r) { return r.id == done.id; });
    auto before = store::state({all.begin(), at});
    auto now = store::state(all);
    auto id = done.conversation;
    if (done.kind == "closed" && now.closed_at == done.at) reopen(change, id);
    if (done.kind == "reopened" && !now.closed_at) close(change, id, "Undone.");
    if (done.kind == "snoozed" && now.snoozed_until.rfc3339() == done.value) wake(change, id);
    if (done.kind == "labelled" && !has(before.labels, done.value)) unlabel(change, id, done.value);
    if (done.kind == "unlabelled" && has(before.labels, done.value)) label(change, id, done.value);
    if (done.kind == "assigned" && now.assignee != done.value_id) return;
    if (done.kind == "assigned" && !before.assignee) unassign(change, id);
    if ((done.kind == "assigned" || done.kind == "unassigned") && before.assignee)
        assign(change, id, before.assignee, before.assignee_name);
}
}  // namespace

void close(store::Change& change, Id conversation, std::string_view reason, Id bulk) {
    if (!current(change, conversation).closed_at)
        store::add_record(change, conversation, "closed", reason, {}, bulk);
}

void reopen(store::Change& change, Id conversation, Id bulk) {
    if (current(change, conversation).closed_at)
        store::add_record(change, conversation, "reopened", {}, {}, bulk);
}

void snooze(store::Change& change, Id conversation, Time until, Id bulk) {
    if (until <= change.at)
        throw Error{Code::bad_request, "Choose a time that lies ahead, written as 2026-10-31T09:00:00Z."}.at(
            "until");
    if (current(change, conversation).snoozed_until != until)
        store::add_record(change, conversation, "snoozed", until.rfc3339(), {}, bulk);
}

void wake(store::Change& change, Id conversation, Id bulk) {
    if (current(change, conversation).snoozed_until)
        store::add_record(change, conversation, "woken", {}, {}, bulk);
}

void assign(store::Change& change, Id conversation, Id member, std::string_view member_name, Id bulk) {
    if (current(change, conversation).assignee != member)
        store::add_record(change, conversation, "assigned", member_name, member, bulk);
}

void unassign(store::Change& change, Id conversation, Id bulk) {
    if (current(change, conversation).assignee)
        store::add_record(change, conversation, "unassigned", {}, {}, bulk);
}

void label(store::Change& change, Id conversation, std::string_view name, Id bulk) {
    auto clean = text::collapse(name);
    if (clean.empty() || text::graphemes(clean) > 60)
        throw Error{Code::bad_request, "A label has 1 to 60 characters."}.at("label");
    if (has(current(change, conversation).labels, clean)) return;
    store::add_label(change, clean);
    store::add_record(change, conversation, "labelled", clean, {}, bulk);
}

void unlabel(store::Change& change, Id conversation, std::string_view name, Id bulk) {
    if (has(current(change, conversation).labels, name))
        store::add_record(change, conversation, "unlabelled", name, {}, bulk);
}

std::optional<Action> action(std::string_view name) {
    auto found = std::find(actions.begin(), actions.end(), name);
    return found == actions.end() ? std::nullopt
                                  : std::optional(static_cast<Action>(found - actions.begin()));
}

BulkDone bulk(store::Change& change, const std::vector<Id>& conversations, Action action,
              std::string_view value, Id member, std::string_view member_name) {
    auto id = store::add_bulk(change, actions[static_cast<std::size_t>(action)], value);
    for (auto conversation : conversations) act(change, conversation, action, value, member, member_name, id);
    auto changed = store::records_of_bulk(change.tx, change.workspace, id).size();
    return {id, static_cast<std::int64_t>(changed)};
}

std::int64_t undo_bulk(store::Change& change, Id id) {
    auto done = store::bulk(change.tx, change.workspace, id);
    if (!done) throw Error{Code::not_found, "There is no such change to undo."};
    if (done->undone_at) throw Error{Code::conflict, "This is undone already."};
    if (change.at - done->at > day_ms) throw Error{Code::gone, "This can only be undone for 24 hours."};
    auto records = store::records_of_bulk(change.tx, change.workspace, id);
    for (const auto& record : records) put_back(change, record);
    store::mark_bulk_undone(change, id);
    return static_cast<std::int64_t>(records.size());
}
}  // namespace inbox
