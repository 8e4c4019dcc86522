#include "courier/dispatch.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "courier/confirm_words.hpp"
#include "model/answer_to.hpp"
#include "store/identities.hpp"

namespace courier {
namespace {
constexpr std::int64_t first_look_ms = 5 * second_ms, ask_again_ms = minute_ms,
                       look_again_ms = 10 * minute_ms;
constexpr std::size_t most_doubts = 2'000;
constexpr std::string_view in_doubt =
    "The connection ended before we saw whether this was sent. Look at the other side, then say so.";

void tell(store::Change& change, Id conversation, Id message) {
    change.tell(model::MessageChanged{conversation, message, "delivery"});
}

void moved(store::Change& change, Id conversation, const store::Job& job, std::string_view state) {
    tell(change, conversation, job.message);
    if (state == "sent") carry_later(change, job.message);
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

// The job of another message of ours that is known to be this one over there.
std::optional<store::Job> job_of_another(db::Tx& tx, const store::Job& job, std::string_view remote_id) {
    if (remote_id.empty()) return std::nullopt;
    auto other = store::find_remote(tx, job.workspace, job.channel, remote_id);
    return other && other != job.message ? store::job_of_message(tx, job.workspace, other) : std::nullopt;
}

// What came back was taken for another message that says the same; whoever sent it knows better.
void give_back(store::Change& change, const store::Job& job, const std::string& remote_id) {
    auto wronged = job_of_another(change.tx, job, remote_id);
    if (!wronged) return;
    store::set_remote(change, wronged->message, "", "");
    auto m = store::message(change.tx, change.workspace, wronged->message);
    if (m && store::settle(change, *wronged, "sent", "unknown", in_doubt))
        tell(change, m->conversation, m->id);
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
// A question to be confirmed carries its link only on the way: what the house keeps has a mark in its place.
void put_confirm_link(const Post& post, db::Tx& tx, const store::Message& m, Id workspace,
                      model::Outgoing& out) {
    if (!asks_to_confirm(m)) return;
    auto text = with_confirm_link(tx, post.seal, workspace, m);
    if (!text)
        throw channels::ChannelError(channels::Fault::rejected,
                                     "This question was withdrawn or answered before it left.");
    out.text = std::move(*text);
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
        put_confirm_link(post, tx, m, workspace, out);
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
        if (job.kind == "carry") {
            carrying_.send(job);
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
            if (!end.remote_id.empty()) {
                give_back(change, job, end.remote_id);
                store::set_remote(change, job.message, end.remote_id, end.url);
            }
            // Another node may have taken us for dead meanwhile; what we saw is better than its doubt.
            if (store::settle(change, job, "sending", end.state, end.text, end.run_at) ||
                (end.state == "sent" && store::settle(change, job, "unknown", end.state, end.text)))
                moved(change, end.conversation, job, end.state);
            if (end.needs_login) store::set_channel_state(change, job.channel, "needs_login", end.text);
        });
        if (end.state == "unknown") doubt(job, post_.store.clock.now() + first_look_ms);
        logging::info("send_ended", {{"channel", job.channel.text()}, {"state", end.state}});
    }
}

void Dispatch::recover() {
    write_down();
    auto now = post_.store.clock.now();
    auto lost = post_.store.read([&](db::Tx& tx) { return store::abandoned(tx, now, owner_, 1'000); });
    for (const auto& job : lost)
        if (job.kind == "deed")
            deeds_.again(job);
        else if (job.kind == "carry" ? carrying_.give_up(job, owner_) : give_up(job))
            doubt(job, now);
    auto before = now - (recovered_ ? look_again_ms : 0);
    auto old = post_.store.truth.write([&](db::Tx& tx) { return store::doubtful(tx, before, most_doubts); });
    for (const auto& job : old) doubts_.try_emplace(job.id, Doubt{job.workspace, now});
    recovered_ = true;
}

void Dispatch::doubt(const store::Job& job, Time look_at) {
    doubts_[job.id] = {job.workspace, look_at};
}

bool Dispatch::look() {
    auto now = post_.store.clock.now();
    auto next = std::find_if(doubts_.begin(), doubts_.end(),
                             [&](const auto& each) { return each.second.look_at <= now; });
    if (next == doubts_.end()) return false;
    auto [job, doubt] = *next;
    doubts_.erase(next);
    look_for(doubt.workspace, job);
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

// A place that cannot be asked now must not hold up what waits to be sent elsewhere: it is left in peace for
// longer and longer, with all that is in doubt there.
std::optional<channels::Sighting> Dispatch::sighting(const store::Job& job, const store::Message& m,
                                                     const store::Channel& channel) {
    if (channel.removed_at) return channels::Sighting::cannot_tell;
    auto now = post_.store.clock.now();
    auto silence = silent_.find(channel.id);
    if (silence != silent_.end() && silence->second.until > now) return std::nullopt;
    try {
        auto seen = search(job, m, channel);
        silent_.erase(channel.id);
        return seen;
    } catch (const std::exception& error) {
        doors_.close(channel.id);
        auto before = silence == silent_.end() ? 0 : silence->second.ms;
        auto ms = std::clamp(2 * before, ask_again_ms, look_again_ms);
        silent_[channel.id] = {now + ms, ms};
        logging::warning("look_up_failed", {{"channel", channel.id.text()}, {"why", error.what()}});
        return std::nullopt;
    }
}

// Two messages may say the same in the same place: what is known to be the one is not taken for the other.
channels::Sighting Dispatch::search(const store::Job& job, const store::Message& m,
                                    const store::Channel& channel) {
    auto seen = doors_.of(channel).look_for(outgoing(post_, channel.workspace, m));
    bool anothers = seen == channels::Sighting::found && post_.store.read([&](db::Tx& tx) {
        return job_of_another(tx, job, seen.remote_id).has_value();
    });
    return anothers ? channels::Sighting::cannot_tell : seen;
}

void Dispatch::look_for(Id workspace, Id id) {
    auto job = post_.store.read([&](db::Tx& tx) { return store::job(tx, workspace, id); });
    if (!job || job->state != "unknown") return;  // it came back, or a person has settled it
    if (job->kind == "carry") return carrying_.look(*job);
    auto [m, channel] = letter(post_, *job);
    if (!m || !channel) return;
    auto seen = sighting(*job, *m, *channel);
    auto proves = job->changed_at + arrives_within_ms;
    if (!seen)
        doubt(*job, silent_[channel->id].until);
    else if (*seen == channels::Sighting::absent && proves > post_.store.clock.now())
        doubt(*job, proves);
    else
        settle(*job, *m, *seen);
}

// Found: it was sent. Surely absent: it was not, so sending is safe. Otherwise a person decides.
void Dispatch::settle(const store::Job& job, const store::Message& m, const channels::Sighting& seen) {
    std::string_view to = seen == channels::Sighting::found    ? "sent"
                          : seen == channels::Sighting::absent ? "queued"
                                                               : "unknown";
    auto why = to == "unknown" ? in_doubt : "";
    post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        if (!seen.remote_id.empty() && m.remote_id.empty())
            store::set_remote(change, m.id, seen.remote_id, seen.url);
        if (store::settle(change, job, "unknown", to, why, change.at)) moved(change, m.conversation, job, to);
    });
    logging::info("send_looked_for", {{"channel", job.channel.text()}, {"state", std::string(to)}});
}
}  // namespace courier
