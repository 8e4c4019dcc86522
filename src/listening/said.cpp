#include "listening/said.hpp"

#include <map>
#include <set>
#include <unordered_map>

#include "store/channels.hpp"
#include "store/identities.hpp"
#include "store/messages.hpp"

namespace listening {
namespace {
bool is_heard(const store::Message& m) {
    return m.direction == model::Direction::inbound && !m.deleted_at;
}

bool in_handle(char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '-' || c == '.' || c == '@';
}

// "@ana@town.example" and "@ana" in a text.
std::vector<model::Handle> named(std::string_view text, const std::string& network) {
    std::vector<model::Handle> all;
    for (std::size_t at = text.find('@'); at != text.npos; at = text.find('@', at)) {
        auto end = at + 1;
        while (end < text.size() && in_handle(text[end])) ++end;
        bool begins = at == 0 || !in_handle(text[at - 1]);
        if (begins && end > at + 1) all.push_back({network, std::string(text.substr(at, end - at))});
        at = end;
    }
    return all;
}

// What the messages of one call need to know of others, each looked up once.
class Around {
public:
    Around(db::Tx& truth, Id workspace) : truth_(truth), workspace_(workspace) {}

    void look_up(const std::unordered_map<Id, store::Message>& messages) {
        std::vector<Id> all, parents;
        std::set<Id> identities;
        for (const auto& [id, m] : messages) {
            if (!is_heard(m)) continue;
            all.push_back(id), identities.insert(m.author);
            if (m.reply_to) parents.push_back(m.reply_to);
            if (!channels_.contains(m.channel))
                channels_[m.channel] = store::channel(truth_, workspace_, m.channel);
        }
        parents_ = store::messages(truth_, workspace_, parents);
        for (const auto& [id, parent] : parents_) identities.insert(parent.author);
        identities.erase(Id{});
        for (auto& each : store::identities(truth_, workspace_, {identities.begin(), identities.end()}))
            identities_[each.id] = std::move(each);
        files_ = store::attachments(truth_, workspace_, all);
    }

    Said said(const store::Message& m) {
        Said made{.message = m.id, .item = {}, .channel = {}, .received_at = m.received_at};
        auto& item = made.item;
        item.subject = m.subject, item.text = m.text, item.html = m.html, item.language = m.language;
        item.sent_at = m.sent_at, item.visibility = m.visibility;
        if (const auto& channel = channels_[m.channel])
            made.channel = channel->name, item.author.network = channel->network;
        if (auto author = handle(m.author)) item.author = *author;
        if (m.reply_to || !m.reply_to_remote.empty()) item.reply_to = {"parent"};
        item.recipients = named(m.text, item.author.network);
        if (auto parent = parents_.find(m.reply_to); parent != parents_.end())
            if (auto answered = handle(parent->second.author)) item.recipients.push_back(*answered);
        for (const auto& file : files_[m.id])
            item.attachments.push_back({.name = file.name, .media_type = file.media_type});
        return made;
    }

private:
    std::optional<model::Handle> handle(Id identity) const {
        auto found = identities_.find(identity);
        if (found == identities_.end()) return std::nullopt;
        const auto& who = found->second;
        return model::Handle{
            .network = who.network, .handle = who.handle, .name = who.name, .shown = who.shown};
    }

    db::Tx& truth_;
    const Id workspace_;
    std::map<Id, std::optional<store::Channel>> channels_;
    std::unordered_map<Id, store::Message> parents_;
    std::unordered_map<Id, store::Identity> identities_;
    std::unordered_map<Id, std::vector<store::Attachment>> files_;
};
}  // namespace

std::vector<Said> said(db::Tx& truth, Id workspace, const std::vector<Id>& ids) {
    std::vector<Said> all;
    if (ids.empty()) return all;
    auto messages = store::messages(truth, workspace, ids);
    Around around(truth, workspace);
    around.look_up(messages);
    for (auto id : ids)
        if (auto found = messages.find(id); found != messages.end() && is_heard(found->second))
            all.push_back(around.said(found->second));
    return all;
}
}  // namespace listening
