#include "courier/dispatch.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "model/answer_to.hpp"
#include "store/identities.hpp"

namespace courier {
namespace {
constexpr std::int64_t look_again_ms = 10 * minute_ms;
constexpr std::string_view in_doubt =
    "The connection ended before we saw whether this was sent. Look at the other side, then say so.";

void tell(store::Change& change, Id conversation, Id message) {
    change.tell(model::MessageChanged{conversation, message, "delivery"});
}

struct Letter {
    std::optional<store::Message> message;
    std::optional<store::Channel> channel;
};
Letter letter(const Post& post, const store::Job& job) {
    return post.store.read([&](db::Tx& tx) {
        return Letter{store::message(tx, job.workspace, job.message),
                      store::channel(tx, job.workspace, job.channel)};
    });
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

std::optional<model::Poll> poll(const json::object& extra) {
    const auto* asked = extra.if_contains("poll");
    if (!asked) return std::nullopt;
    model::Poll made;
    for (const auto& each : json::list(*asked, "options")) made.options.push_back(json::text(each, "title"));
    made.multiple = json::boolean(*asked, "multiple");
    made.seconds = json::integer(*asked, "seconds", made.seconds);
    return made;
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
        out.audience = m.audience, out.poll = poll(m.extra);
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
    write_down();
    auto now = post_.store.clock.now();
    auto due = post_.store.truth.write(
        [&](db::Tx& tx) { return store::take_due(tx, now, owner_, now + lease_ms, 1); });
    for (const auto& job : due) {
        if (job.kind == "deed") {
            deeds_.send(job);
            continue;
        }
        logging::Trace trace(job.message.text());
        auto [message, channel] = letter(post_, job);
        if (message && channel) ended_.push_back(send(job, *message, *channel));
        write_down();
    }
    return !due.empty();
}

Dispatch::Ended Dispatch::send(const store::Job& job, const store::Message& m,
                               const store::Channel& channel) {
    bool leaving = false;
    try {
        if (channel.removed_at)
            throw channels::ChannelError(channels::Fault::gone,
                                         "The channel this would leave by has been removed.");
        auto letter = outgoing(post_, job.workspace, m);
        auto& line = doors_.of(channel);
        leaving = true;
        auto receipt = line.send(letter);
        auto state = receipt.state == channels::Receipt::State::sent ? "sent" : "unknown";
        return {job, m.conversation, state, receipt.text, {}, receipt.remote_id, receipt.url};
    } catch (const channels::ChannelError& error) {
        doors_.close(channel.id);
        return refused(job, m, error);
    } catch (const std::exception& error) {
        doors_.close(channel.id);
        logging::error("send_failed", {{"channel", channel.id.text()}, {"why", error.what()}});
        if (!leaving) return refused(job, m, {channels::Fault::retry_later, error.what()});
        return {job, m.conversation, "unknown", "Sending broke off for a reason of ours; the log says more."};
    }
}

Dispatch::Ended Dispatch::refused(const store::Job& job, const store::Message& m,
                                  const channels::ChannelError& error) {
    bool again = try_again(job, error);
    Ended ended{job, m.conversation, again ? "queued" : "failed", error.text()};
    if (again) ended.run_at = next_try(job, error, post_.store.clock.now());
    ended.needs_login = error.fault() == channels::Fault::reauthorise;
    return ended;
}

// While the database is away what happened is kept here: nobody else knows it.
void Dispatch::write_down() {
    for (; !ended_.empty(); ended_.pop_front()) {
        const auto& end = ended_.front();
        const auto& job = end.job;
        post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
            if (!end.remote_id.empty()) store::set_remote(change, job.message, end.remote_id, end.url);
            // Another node may have taken us for dead meanwhile; what we saw is better than its doubt.
            if (store::settle(change, job, "sending", end.state, end.text, end.run_at) ||
                (end.state == "sent" && store::settle(change, job, "unknown", end.state, end.text)))
                tell(change, end.conversation, job.message);
            if (end.needs_login) store::set_channel_state(change, job.channel, "needs_login", end.text);
        });
        logging::info("send_ended", {{"channel", job.channel.text()}, {"state", end.state}});
    }
}

void Dispatch::recover() {
    write_down();
    if (doubts_.empty()) unreachable_.clear();
    auto now = post_.store.clock.now();
    auto lost = post_.store.read([&](db::Tx& tx) { return store::abandoned(tx, now, owner_, 1'000); });
    for (auto& job : lost)
        if (job.kind == "deed")
            deeds_.again(job);
        else if (give_up(job))
            doubts_.push_back(std::move(job));
    auto before = now - (recovered_ ? look_again_ms : 0);
    if (!doubts_.empty()) return;
    auto old = post_.store.truth.write([&](db::Tx& tx) { return store::doubtful(tx, before, 100); });
    doubts_.assign(old.begin(), old.end());
    recovered_ = true;
}

bool Dispatch::look() {
    if (doubts_.empty()) return false;
    auto job = std::move(doubts_.front());
    doubts_.pop_front();
    look_for(job);
    return true;
}

// Told in the same transaction: whoever looks at the inbox must see that it is in doubt, even when we die
// before we have looked for it.
bool Dispatch::give_up(const store::Job& job) {
    return post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        auto m = store::message(change.tx, job.workspace, job.message);
        if (!m || !store::give_up(change, job, owner_, in_doubt)) return false;
        tell(change, m->conversation, m->id);
        return true;
    });
}

// A place that cannot be asked now must not hold up what waits to be sent elsewhere: it is asked once.
channels::Sighting Dispatch::sighting(const store::Message& m, const store::Channel& channel) {
    if (channel.removed_at || unreachable_.contains(channel.id)) return channels::Sighting::cannot_tell;
    try {
        return doors_.of(channel).look_for(outgoing(post_, channel.workspace, m));
    } catch (const std::exception& error) {
        doors_.close(channel.id);
        unreachable_.insert(channel.id);
        logging::warning("look_up_failed", {{"channel", channel.id.text()}, {"why", error.what()}});
        return channels::Sighting::cannot_tell;
    }
}

// Found: it was sent. Surely absent: it was not, so sending is safe. Otherwise a person decides.
void Dispatch::look_for(const store::Job& job) {
    auto [m, channel] = letter(post_, job);
    if (!m || !channel) return;
    auto seen = sighting(*m, *channel);
    std::string_view to = seen == channels::Sighting::found    ? "sent"
                          : seen == channels::Sighting::absent ? "queued"
                                                               : "unknown";
    auto why = to == "unknown"
                   ? "The connection ended before we saw whether this was sent. Look at the other "
                     "side, then say so."
                   : "";
    post_.store.change(store::Actor::system(job.workspace), [&, &m = m](store::Change& change) {
        if (!seen.remote_id.empty() && m->remote_id.empty())
            store::set_remote(change, m->id, seen.remote_id, seen.url);
        if (store::settle(change, job, "unknown", to, why, change.at)) tell(change, m->conversation, m->id);
    });
    logging::info("send_looked_for", {{"channel", job.channel.text()}, {"state", std::string(to)}});
}
}  // namespace courier
