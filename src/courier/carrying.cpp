#include "courier/carrying.hpp"

#include <set>

#include "base/log.hpp"
#include "courier/confirm_words.hpp"
#include "store/identities.hpp"

namespace courier {
namespace {
constexpr std::size_t most_lines = 60;
constexpr std::string_view in_doubt = "The connection ended before we saw whether this was sent.";

const channels::Visits* visits(const store::Channel& channel) {
    const auto* network = channels::network(channel.network);
    return network ? network->visits : nullptr;
}

// Without its secrets, which have no say in this.
channels::ChannelConfig open_options(const store::Channel& channel) {
    channels::ChannelConfig made{channel.id, channel.name, {}, {}};
    for (const auto& [key, value] : channel.options)
        if (value.is_string()) made.options[std::string(key)] = std::string(value.get_string());
    return made;
}

Id id(const json::object& from, const char* key) {
    return Id::parse(json::text(from, key)).value_or(Id{});
}

struct Answer {
    store::Message message;
    Time sent_at;
};

// What the visitor has or will find in the window, oldest first; an answer of ours once it is sent.
std::vector<Answer> shown(db::Tx& tx, const store::Visitor& visitor, Id conversation) {
    std::vector<Answer> all;
    for (auto& m : store::thread(tx, visitor.workspace, conversation, {}, most_lines)) {
        bool theirs =
            m.channel == visitor.channel && m.direction != model::Direction::internal && !m.deleted_at;
        auto job = theirs ? store::job_of_message(tx, visitor.workspace, m.id) : std::nullopt;
        if (!theirs || (job && job->state != "sent")) continue;
        auto sent_at = job ? job->changed_at : m.sent_at;
        all.push_back({std::move(m), sent_at});
    }
    return all;
}

std::string name_of(db::Tx& tx, Id member) {
    auto row = member ? tx.one("SELECT name FROM member WHERE member_id = $1", member) : std::nullopt;
    return row ? row->text(0) : "";
}

bool has_seen(const std::vector<store::Visitor>& browsers, Time sent_at) {
    return std::any_of(browsers.begin(), browsers.end(), [&](auto& each) { return each.seen_at >= sent_at; });
}
}  // namespace

std::optional<store::Channel> carrier(db::Tx& tx, const store::Channel& channel) {
    const auto* how = visits(channel);
    auto wanted = how ? how->carry_on(open_options(channel)).channel : "";
    if (wanted.empty()) return std::nullopt;
    for (auto& each : store::channels(tx, channel.workspace)) {
        const auto* network = channels::network(each.network);
        bool fits = each.name == wanted || each.id.text() == wanted;
        if (fits && network && network->can.start && !each.imported) return std::move(each);
    }
    return std::nullopt;
}

void carry_later(store::Change& change, Id id) {
    auto m = store::message(change.tx, change.workspace, id);
    auto channel = m ? store::channel(change.tx, change.workspace, m->channel) : std::nullopt;
    const auto* how = channel ? visits(*channel) : nullptr;
    // Whoever answers a question must be in the window: to ask by mail is another question.
    bool goes_along = how && !asks_to_confirm(*m);
    auto to = goes_along ? store::identity(change.tx, change.workspace, m->recipient) : std::nullopt;
    if (!to) return;
    for (const auto& each : store::visitors_of(change.tx, change.workspace, channel->id, to->handle)) {
        if (each.email.empty() || !each.carry_on_at || !carrier(change.tx, *channel)) continue;
        store::Job job;
        job.kind = "carry", job.channel = channel->id;
        job.payload = {{"message", id.text()}, {"visitor", each.id.text()}};
        job.run_at = change.at + how->carry_on(open_options(*channel)).after_ms;
        store::add_job(change, job);
        return;
    }
}

std::optional<Carrying::Work> Carrying::gather(const store::Job& job) {
    return post_.store.read([&](db::Tx& tx) -> std::optional<Work> {
        auto message = store::message(tx, job.workspace, id(job.payload, "message"));
        auto visitor = store::visitor(tx, job.workspace, id(job.payload, "visitor"));
        auto channel = store::channel(tx, job.workspace, job.channel);
        if (!message || !visitor || !channel) return std::nullopt;
        return Work{*message, *visitor, *channel, carrier(tx, *channel), {}};
    });
}

// What the letter holds is settled, durably, before it leaves: a later one begins after it whatever happens
// to this. None when there is nothing to tell: seen, taken along by another letter, or erased.
std::optional<store::Job> Carrying::claim(const store::Job& job) {
    if (job.payload.contains("answers")) return job;
    return post_.store.change(
        store::Actor::system(job.workspace), [&](store::Change& change) -> std::optional<store::Job> {
            auto visitor = store::visitor(change.tx, change.workspace, id(job.payload, "visitor"));
            auto message = store::message(change.tx, change.workspace, id(job.payload, "message"));
            auto browsers =
                store::visitors_of(change.tx, change.workspace, visitor->channel, visitor->handle);
            json::array answers;
            for (const auto& [m, sent_at] : shown(change.tx, *visitor, message->conversation)) {
                bool fresh = m.direction == model::Direction::outbound && m.id > visitor->carried_to;
                if (!fresh || asks_to_confirm(m) || has_seen(browsers, sent_at)) continue;
                answers.push_back(json::value(m.id.text()));
                visitor->carried_to = std::max(visitor->carried_to, m.id);
            }
            if (answers.empty()) {
                store::settle(change, job, "sending", "cancelled");
                return std::nullopt;
            }
            auto claimed = job;
            claimed.payload["answers"] = std::move(answers);
            store::change_payload(change, claimed);
            store::change_visitor(change, *visitor);
            return claimed;
        });
}

// The last of the answers gives the letter its key: the same for every attempt, and what a reply is known by.
void Carrying::write(Work& work, const store::Job& job) {
    std::set<std::string> answers;
    for (const auto& each : job.payload.at("answers").as_array()) answers.emplace(each.as_string());
    post_.store.read([&](db::Tx& tx) {
        const auto& how = *visits(work.channel);
        auto config = open_options(work.channel);
        std::vector<channels::Line> before, told;
        std::vector<model::Attachment> files;
        for (const auto& [m, sent_at] : shown(tx, work.visitor, work.message.conversation)) {
            auto attached = store::attachments(tx, job.workspace, m.id);
            bool ours = m.direction == model::Direction::outbound, fresh = answers.contains(m.id.text());
            channels::Line line{ours, ours ? how.signature(config, name_of(tx, m.member)) : "", m.text,
                                attached.size()};
            (fresh ? told : before).push_back(std::move(line));
            if (!fresh) continue;
            work.message = m;
            for (const auto& a : attached)
                files.push_back({a.name, a.media_type, a.content_id, a.inline_,
                                 post_.files.read(job.workspace, a.sha256), a.size, a.sha256, a.description});
        }
        auto& letter = work.letter = how.letter(config, told, before);
        letter.idempotency_key = work.message.id.text(), letter.message = work.message.id;
        letter.to = {work.carrier->network, work.visitor.email, work.visitor.name, {}};
        letter.sent_at = work.message.sent_at, letter.reply_to = work.visitor.carried_remote;
        letter.attachments = std::move(files);
    });
}

void Carrying::send(const store::Job& given) {
    auto work = gather(given);
    if (!work) return;
    logging::Trace trace(work->message.id.text());
    auto job = claim(given);
    if (!job) return;
    bool leaving = false;
    try {
        if (!work->carrier || work->carrier->paused_at)
            throw channels::ChannelError(channels::Fault::rejected,
                                         "The channel by which this chat goes on is not connected.");
        write(*work, *job);
        auto& line = doors_.of(*work->carrier);
        leaving = true;
        auto receipt = line.send(work->letter);
        bool sent = receipt.state == channels::Receipt::State::sent;
        end(*job, *work, "sending", sent ? "sent" : "unknown", sent ? "" : receipt.text, receipt.remote_id);
    } catch (const channels::ChannelError& error) {
        refused(*job, *work, error);
    } catch (const std::exception& error) {
        logging::error("carrying_failed", {{"channel", job->channel.text()}, {"why", error.what()}});
        if (!leaving) return refused(*job, *work, {channels::Fault::retry_later, error.what()});
        end(*job, *work, "sending", "unknown", std::string(in_doubt));
    }
}

void Carrying::refused(const store::Job& job, const Work& work, const channels::ChannelError& error) {
    if (work.carrier) doors_.close(work.carrier->id);
    bool again = try_again(job, error);
    auto run_at = again ? next_try(job, error, post_.store.clock.now()) : Time{};
    end(job, work, "sending", again ? "queued" : "failed", error.text(), {}, run_at);
}

void Carrying::end(const store::Job& job, const Work& work, const char* from, std::string_view state,
                   const std::string& error, const std::string& remote, Time run_at) {
    post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        if (!store::settle(change, job, from, state, error, run_at)) return;
        auto m = store::message(change.tx, change.workspace, work.message.id);
        auto visitor = store::visitor(change.tx, change.workspace, work.visitor.id);
        if (visitor && !remote.empty()) {
            visitor->carried_remote = remote;
            store::change_visitor(change, *visitor);
        }
        if (!m) return;
        auto extra = m->extra;
        json::object carried{{"to", work.visitor.email},
                             {"by", work.carrier ? work.carrier->name : ""},
                             {"state", state},
                             {"job", job.id.text()}};
        if (!error.empty()) carried["error"] = error;
        extra["carried"] = std::move(carried);
        store::change_extra(change, *m, extra);
    });
    logging::info("carrying_ended", {{"channel", job.channel.text()}, {"state", std::string(state)}});
}

bool Carrying::give_up(const store::Job& job, const std::string& owner) {
    bool nothing_left = !job.payload.contains("answers");
    if (nothing_left)
        post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
            store::settle(change, job, "sending", "queued", {}, change.at);
        });
    return !nothing_left &&
           post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
               return store::give_up(change, job, owner, in_doubt);
           });
}

void Carrying::look(const store::Job& job) {
    auto work = gather(job);
    if (!work || !work->carrier || !job.payload.contains("answers")) return;
    channels::Sighting seen = channels::Sighting::cannot_tell;
    try {
        write(*work, job);
        seen = doors_.of(*work->carrier).look_for(work->letter);
    } catch (const std::exception& error) {
        doors_.close(work->carrier->id);
        logging::warning("look_up_failed", {{"channel", job.channel.text()}, {"why", error.what()}});
    }
    if (seen == channels::Sighting::found)
        end(job, *work, "unknown", "sent", "", seen.remote_id);
    else if (seen == channels::Sighting::absent)
        end(job, *work, "unknown", "queued", "", "", post_.store.clock.now());
    else
        end(job, *work, "unknown", "unknown", std::string(in_doubt));
}
}  // namespace courier
