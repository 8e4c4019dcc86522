#include "courier/known.hpp"

namespace courier {

Known::Known(store::Change& change, Id channel, const std::vector<model::Inbound>& items, Id import)
    : change_(change), channel_(channel), import_(import) {
    if (items.empty()) return;
    look_up_messages(items);
    look_up_identities(items);
}

void Known::look_up_messages(const std::vector<model::Inbound>& items) {
    std::vector<std::string> named;
    for (const auto& item : items) {
        named.push_back(item.remote_id);
        named.insert(named.end(), item.reply_to.begin(), item.reply_to.end());
    }
    messages_ = store::find_remotes(change_.tx, change_.workspace, channel_, named);
    awaiting_ = store::awaiting(change_.tx, change_.workspace, channel_, named);
}

void Known::look_up_identities(const std::vector<model::Inbound>& items) {
    std::map<std::string, std::vector<std::string>> handles;
    for (const auto& item : items) {
        handles[item.author.network].push_back(item.author.handle);
        for (const auto& other : item.recipients) handles[other.network].push_back(other.handle);
    }
    for (const auto& [network, list] : handles)
        for (auto& found : store::identities(change_.tx, change_.workspace, network, list))
            identities_.emplace(HandleKey{found.network, found.handle}, found);
}

std::optional<store::Located> Known::message(const std::string& remote_id) const {
    auto found = messages_.find(remote_id);
    return found == messages_.end() ? std::nullopt : std::optional(found->second);
}

void Known::add(const std::string& remote_id, store::Located where) {
    messages_[remote_id] = where;
}

std::optional<store::Identity> Known::identity(const model::Handle& handle) const {
    auto found = identities_.find({handle.network, handle.handle});
    return found == identities_.end() ? std::nullopt : std::optional(found->second);
}

store::Identity Known::meet(const model::Handle& handle) {
    auto met = store::meet(change_, handle, identity(handle), import_);
    return identities_[{handle.network, handle.handle}] = met;
}

void Known::join(Id conversation, Id identity) {
    if (joined_.insert({conversation, identity}).second)
        store::add_participant(change_, conversation, identity);
}

Id Known::awaiting(const std::string& remote_id) const {
    auto found = awaiting_.find(remote_id);
    return found == awaiting_.end() ? Id{} : found->second;
}

Id Known::await(const std::string& remote_id, Id conversation) {
    auto waiting = awaiting(remote_id);
    return waiting ? waiting
                   : awaiting_[remote_id] = store::await(change_, channel_, remote_id, conversation);
}

void Known::arrived(const std::string& remote_id) {
    if (awaiting_.erase(remote_id) > 0) store::arrived(change_, channel_, remote_id);
}

void Known::merge(Id from, Id into) {
    store::merge_conversations(change_, from, into);
    for (auto& [remote, where] : messages_)
        if (where.conversation == from) where.conversation = into;
    for (auto& [remote, waiting] : awaiting_)
        if (waiting == from) waiting = into;
    // What was done with the one was done with the other now.
    seen_.erase(into);
}
}  // namespace courier
