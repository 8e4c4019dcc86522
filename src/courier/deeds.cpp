#include "courier/deeds.hpp"

#include "base/log.hpp"
#include "courier/dispatch.hpp"
#include "store/identities.hpp"
#include "text/language.hpp"

namespace courier {
namespace {
model::Handle handle_of(db::Tx& tx, Id workspace, Id identity) {
    auto known = store::identity(tx, workspace, identity);
    return known ? model::Handle{known->network, known->handle, known->name, {}} : model::Handle{};
}

// Everybody who looks at what the deed is about hears how far it is.
void tell(store::Change& change, const store::Deed& deed, const std::optional<store::Message>& message) {
    if (message) change.tell(model::MessageChanged{message->conversation, message->id, "deed"});
    if (!deed.identity) return;
    auto known = store::identity(change.tx, change.workspace, deed.identity);
    if (known) change.tell(model::PersonChanged{known->person});
}

// What a deed changes here once it is done over there.
void take_effect(store::Change& change, const store::Deed& deed, const store::Message& message) {
    if (deed.act == model::Deed::Act::erase && !deed.undo && !message.deleted_at)
        store::erase_message(change, message);
    if (deed.act == model::Deed::Act::edit && deed.text != message.text)
        store::change_words(change, message, {deed.subject, deed.text, "", text::language(deed.text)},
                            change.at, deed.member);
}
}  // namespace

std::optional<Deeds::Work> Deeds::gather(const store::Job& job) {
    auto work = post_.store.read([&](db::Tx& tx) -> std::optional<Work> {
        auto deed = store::deed_of_job(tx, job.workspace, job.id);
        auto channel = store::channel(tx, job.workspace, job.channel);
        if (!deed || !channel) return std::nullopt;
        Work found{*deed, *channel, {}, {}};
        if (deed->message) found.message = store::message(tx, job.workspace, deed->message);
        auto& told = found.told;
        told.act = deed->act, told.undo = deed->undo, told.key = deed->id.text();
        told.remote_id = store::undone_remote(tx, job.workspace, *deed);
        if (found.message) told.target = found.message->remote_id;
        told.who = handle_of(tx, job.workspace, found.message ? found.message->author : deed->identity);
        return found;
    });
    if (work && work->deed.act == model::Deed::Act::edit && work->message) {
        work->told.words = outgoing(post_, job.workspace, *work->message);
        work->told.words.text = work->deed.text, work->told.words.subject = work->deed.subject;
    }
    return work;
}

void Deeds::send(const store::Job& job) {
    auto work = gather(job);
    if (!work) return;
    logging::Trace trace(work->deed.id.text());
    try {
        if (work->channel.removed_at)
            throw channels::ChannelError(channels::Fault::gone, "The channel of this has been removed.");
        done(job, *work, doors_.of(work->channel).act(work->told));
    } catch (const channels::ChannelError& error) {
        doors_.close(job.channel);
        refused(job, *work, error);
    } catch (const std::exception& error) {
        doors_.close(job.channel);
        logging::error("deed_failed", {{"channel", job.channel.text()}, {"why", error.what()}});
        refused(job, *work,
                {channels::Fault::retry_later, "It broke off for a reason of ours; the log says more."});
    }
}

void Deeds::again(const store::Job& job) {
    post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        store::settle(change, job, "sending", "queued", {}, change.at);
    });
}

void Deeds::done(const store::Job& job, const Work& work, const channels::Receipt& receipt) {
    if (receipt.state == channels::Receipt::State::unknown)
        return refused(job, work, {channels::Fault::retry_later, receipt.text});
    post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        if (!store::settle(change, job, "sending", "sent")) return;
        if (!receipt.remote_id.empty()) store::set_deed_remote(change, work.deed.id, receipt.remote_id);
        auto now =
            work.message ? store::message(change.tx, change.workspace, work.message->id) : std::nullopt;
        if (now) take_effect(change, work.deed, *now);
        tell(change, work.deed, work.message);
    });
}

void Deeds::refused(const store::Job& job, const Work& work, const channels::ChannelError& error) {
    bool again = try_again(job, error);
    post_.store.change(store::Actor::system(job.workspace), [&](store::Change& change) {
        auto run_at = again ? next_try(job, error, change.at) : Time{};
        if (store::settle(change, job, "sending", again ? "queued" : "failed", error.text(), run_at))
            tell(change, work.deed, work.message);
        if (error.fault() == channels::Fault::reauthorise)
            store::set_channel_state(change, job.channel, "needs_login", error.text());
    });
    logging::warning("deed_refused", {{"channel", job.channel.text()}, {"again", again ? "yes" : "no"}});
}
}  // namespace courier
