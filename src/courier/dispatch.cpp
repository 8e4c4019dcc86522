#include "courier/dispatch.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "model/answer_to.hpp"
#include "store/identities.hpp"

namespace courier {
namespace {
constexpr std::int64_t lease_ms = 5 * minute_ms, look_again_ms = 10 * minute_ms,
                       first_retry_ms = 30 * second_ms, last_retry_ms = 60 * minute_ms;
constexpr std::int64_t most_attempts = 20;

Time next_try(const store::Job& job, const channels::ChannelError& error, Time now) {
    if (error.retry_at()) return error.retry_at();
    return now + std::min(last_retry_ms, first_retry_ms << std::min<std::int64_t>(job.attempts - 1, 10));
}

void tell(store::Change& change, const store::Message& m) {
    change.tell(model::MessageChanged{m.conversation, m.id, "delivery"});
}

model::Handle handle(const store::Identity& identity) {
    return {identity.network, identity.handle, identity.name, {}};
}

void address(model::Outgoing& out, const store::Message& m, const store::Identity& to) {
    auto handles = model::answer_to(m.extra, to.network);
    out.to = handles.empty() ? handle(to) : handles.front();
    if (!handles.empty()) out.copied.assign(handles.begin() + 1, handles.end());
}

// Remote ids from the root to the parent.
std::vector<std::string> references(db::Tx& tx, Id workspace, Id parent) {
    std::vector<std::string> found;
    for (int hops = 0; parent && hops < 50; ++hops) {
        auto m = store::message(tx, workspace, parent);
        if (!m) break;
        if (!m->remote_id.empty()) found.push_back(m->remote_id);
        parent = m->reply_to;
    }
    std::reverse(found.begin(), found.end());
    return found;
}

void add_parent(db::Tx& tx, Id workspace, const store::Message& m, model::Outgoing& out) {
    auto parent = m.reply_to ? store::message(tx, workspace, m.reply_to) : std::nullopt;
    if (!parent) return;
    out.reply_to = parent->remote_id;
    out.references = references(tx, workspace, m.reply_to);
    out.quoted = parent->text;
}
}  // namespace

model::Outgoing outgoing(const Post& post, Id workspace, const store::Message& m) {
    return post.store.read([&](db::Tx& tx) {
        model::Outgoing out;
        out.idempotency_key = m.id.text(), out.message = m.id, out.visibility = m.visibility;
        out.subject = m.subject, out.text = m.text, out.html = m.html, out.sent_at = m.sent_at;
        if (auto to = store::identity(tx, workspace, m.recipient)) address(out, m, *to);
        add_parent(tx, workspace, m, out);
        for (const auto& a : store::attachments(tx, workspace, m.id))
            out.attachments.push_back({a.name, a.media_type, a.content_id, a.inline_,
                                       post.files.read(workspace, a.sha256), a.size, a.sha256,
                                       a.description});
        return out;
    });
}

bool Dispatch::step() {
    auto now = post_.store.clock.now();
    auto due = post_.store.truth.write(
        [&](db::Tx& tx) { return store::take_due(tx, now, owner_, now + lease_ms, 16); });
    for (const auto& job : due) send(job);
    return !due.empty();
}

channels::Connector& Dispatch::connector(const store::Channel& channel) {
    auto& held = open_[channel.id];
    if (!held) held = open(post_, channel);
    return *held;
}

void Dispatch::send(const store::Job& job) {
    logging::Trace trace(job.message.text());
    auto [m, channel] = post_.store.read([&](db::Tx& tx) {
        return std::pair(store::message(tx, job.workspace, job.message),
                         store::channel(tx, job.workspace, job.channel));
    });
    if (!m || !channel) return;
    try {
        if (channel->removed_at)
            throw channels::ChannelError(channels::Fault::gone,
                                         "The channel this would leave by has been removed.");
        settle(job, *m, connector(*channel).send(outgoing(post_, job.workspace, *m)));
    } catch (const channels::ChannelError& error) {
        open_.erase(channel->id);
        refuse(job, *m, error);
    } catch (const std::exception& error) {
        open_.erase(channel->id);
        logging::error("send_failed", {{"channel", channel->id.text()}, {"why", error.what()}});
        settle(job, *m,
               {channels::Receipt::State::unknown, "", "",
                "Sending broke off for a reason of ours; the log says more."});
    }
}

void Dispatch::settle(const store::Job& job, const store::Message& m, const channels::Receipt& receipt) {
    bool sent = receipt.state == channels::Receipt::State::sent;
    post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        if (!receipt.remote_id.empty()) store::set_remote(change, m.id, receipt.remote_id, receipt.url);
        if (store::settle(change, job, "sending", sent ? "sent" : "unknown", receipt.text)) tell(change, m);
    });
    logging::info("message_sent", {{"channel", m.channel.text()}, {"state", sent ? "sent" : "unknown"}});
}

void Dispatch::refuse(const store::Job& job, const store::Message& m, const channels::ChannelError& error) {
    bool again = error.fault() == channels::Fault::retry_later && job.attempts < most_attempts;
    post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        auto run_at = again ? next_try(job, error, change.at) : Time{};
        if (store::settle(change, job, "sending", again ? "queued" : "failed", error.text(), run_at))
            tell(change, m);
        if (error.fault() == channels::Fault::reauthorise)
            store::set_channel_state(change, m.channel, "needs_login", error.text());
    });
    logging::warning("send_refused", {{"channel", m.channel.text()}, {"again", again ? "yes" : "no"}});
}

void Dispatch::recover(Abandoned which) {
    auto now = post_.store.clock.now();
    auto expired = which == Abandoned::all ? Time{std::numeric_limits<std::int64_t>::max()} : now;
    auto lost =
        post_.store.truth.write([&](db::Tx& tx) { return store::take_abandoned(tx, expired, 1'000); });
    for (const auto& job : lost) look_for(job);
    auto old =
        post_.store.truth.write([&](db::Tx& tx) { return store::doubtful(tx, now - look_again_ms, 100); });
    for (const auto& job : old) look_for(job);
}

// Found: it was sent. Surely absent: it was not, so sending is safe. Otherwise a person decides.
void Dispatch::look_for(const store::Job& job) {
    auto [m, channel] = post_.store.read([&](db::Tx& tx) {
        return std::pair(store::message(tx, job.workspace, job.message),
                         store::channel(tx, job.workspace, job.channel));
    });
    if (!m || !channel) return;
    auto sighting = channels::Sighting::cannot_tell;
    try {
        sighting = connector(*channel).look_for(outgoing(post_, job.workspace, *m));
    } catch (const std::exception& error) {
        open_.erase(channel->id);
        logging::warning("look_up_failed", {{"channel", channel->id.text()}, {"why", error.what()}});
    }
    post_.store.change(store::Actor::system(job.workspace), [&, &m = m](store::Change& change) {
        auto to = sighting == channels::Sighting::found    ? "sent"
                  : sighting == channels::Sighting::absent ? "queued"
                                                           : "unknown";
        auto why = to == std::string_view("unknown") ? "The connection ended before we saw whether this was "
                                                       "sent. Look at the other side, then say so."
                                                     : "";
        store::settle(change, job, "unknown", to, why, change.at);
        tell(change, *m);
    });
}
}  // namespace courier
