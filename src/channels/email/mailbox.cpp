#include "channels/email/mailbox.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "base/log.hpp"

namespace channels::email {
namespace {
using Reason = ImapError::Reason;
using Clock_ = std::chrono::steady_clock;

constexpr std::size_t most_mails = 200, most_history = 500, most_unreadable = 3;
constexpr std::uint64_t batch_bytes = 32u << 20, whole_bytes = 50u << 20;
constexpr std::uint32_t beginning_bytes = 1u << 20;
constexpr std::chrono::seconds sent_interval{60};
constexpr int wait_seconds = 120;

Position read_position(const json::value& from, std::string_view key) {
    const auto* value = json::find(from, {key});
    if (value == nullptr) return {};
    auto validity = json::integer(*value, "validity"), uid = json::integer(*value, "uid");
    bool fits = validity > 0 && validity <= UINT32_MAX && uid >= 0 && uid <= UINT32_MAX;
    return fits ? Position{static_cast<std::uint32_t>(validity), static_cast<std::uint32_t>(uid)}
                : Position{};
}

json::object shown(const Position& position) {
    return {{"validity", position.validity}, {"uid", position.uid}};
}

bool line_is_gone(const ImapError& error) {
    return error.reason() == Reason::lost || error.reason() == Reason::unreadable;
}
}  // namespace

Positions Positions::parse(const Cursor& cursor) {
    auto value = json::parse(cursor.text);
    if (!value) return {};
    return {read_position(*value, "inbox"), read_position(*value, "sent")};
}

Cursor Positions::cursor() const {
    return {json::serialize(json::object{{"inbox", shown(inbox)}, {"sent", shown(sent)}})};
}

Batch MailboxReader::next(const Cursor& since) {
    bool fresh = session_ == nullptr;
    try {
        return read(since);
    } catch (const ImapError& error) {
        close();
        if (fresh || !line_is_gone(error)) throw;
    }
    try {
        return read(since);
    } catch (...) {
        close();
        throw;
    }
}

std::vector<model::Inbound> MailboxReader::newest(std::size_t count) {
    open();
    auto folder = session_->select(inbox_.folder, ImapSession::Access::read);
    inbox_.position = {folder.validity, 0};
    auto uids = session_->uids_since(clock_.now() - std::int64_t{3650} * day_ms);
    if (uids.size() > count) uids.erase(uids.begin(), uids.end() - static_cast<std::ptrdiff_t>(count));
    Batch batch;
    auto chosen = session_->summaries(uids);
    for (const auto& mail : fetch(inbox_, chosen, batch))
        for (const auto& summary : chosen)
            if (summary.uid == mail.uid) decode(inbox_, summary, mail.bytes, batch);
    close();
    std::reverse(batch.items.begin(), batch.items.end());
    return std::move(batch.items);
}

void MailboxReader::stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    if (session_) session_->interrupt();
}

Batch MailboxReader::read(const Cursor& since) {
    Batch batch;
    batch.next = since;
    if (stopped_) return batch;
    open();
    resume(Positions::parse(since));
    bool moved = look(batch);
    if (!moved && !stopped_ && session_->wait(wait_seconds)) moved = look(batch);
    if (moved) batch.next = Positions{inbox_.position, sent_.position}.cursor();
    return batch;
}

// The inbox first and last, because it is the folder that the server tells us about while we wait.
bool MailboxReader::look(Batch& batch) {
    if (advance(inbox_, batch) || advance_sent(batch)) return true;
    return selected_ != inbox_.folder && advance(inbox_, batch);
}

void MailboxReader::open() {
    if (session_) return;
    std::shared_ptr<ImapSession> session = ImapSession::open(settings_.imap);
    {
        std::lock_guard lock(mutex_);
        session_ = session;
        if (stopped_) session_->interrupt();
    }
    selected_.clear();
    sent_checked_ = {};
    inbox_.folder = settings_.folder;
    sent_.folder =
        settings_.sent_folder.empty() ? session_->sent_folder().value_or("") : settings_.sent_folder;
    if (sent_.folder == inbox_.folder) sent_.folder.clear();
}

void MailboxReader::close() {
    std::shared_ptr<ImapSession> gone;
    std::lock_guard lock(mutex_);
    gone.swap(session_);
    selected_.clear();
}

// What is known to be waiting holds only for the place where we stopped.
void MailboxReader::resume(const Positions& positions) {
    auto take = [](Followed& followed, const Position& position) {
        if (followed.position != position) followed.waiting.clear();
        followed.position = position;
    };
    take(inbox_, positions.inbox);
    take(sent_, positions.sent);
}

void MailboxReader::select(Followed& followed) {
    if (selected_ == followed.folder) return;
    auto access = settings_.mark_seen && followed.place == Place::inbox ? ImapSession::Access::write
                                                                        : ImapSession::Access::read;
    auto folder = session_->select(followed.folder, access);
    selected_ = followed.folder;
    if (folder.validity != followed.position.validity) begin(followed, folder);
}

// A folder seen for the first time, or one whose UIDs mean nothing any more: read it from some days ago on;
// what is here already is known by its Message-ID.
void MailboxReader::begin(Followed& followed, const ImapSession::Folder& folder) {
    bool first = followed.position.validity == 0;
    // Before anything else is asked: a mail that comes meanwhile is above it, and so waits to be read.
    auto last = newest_uid(folder);
    followed.waiting.clear();
    if (settings_.history_days > 0)
        followed.waiting = session_->uids_since(clock_.now() - settings_.history_days * day_ms);
    auto& list = followed.waiting;
    if (first && list.size() > most_history)
        list.erase(list.begin(), list.end() - static_cast<std::ptrdiff_t>(most_history));
    followed.position = {folder.validity, list.empty() ? last : list.front() - 1};
}

// Of what was in the folder when it was opened; 0 when it was empty.
std::uint32_t MailboxReader::newest_uid(const ImapSession::Folder& folder) {
    if (folder.next_uid > 0) return folder.next_uid - 1;
    auto all = session_->uids_above(0);
    return all.empty() ? 0 : all.back();
}

// True when the position moved.
bool MailboxReader::advance(Followed& followed, Batch& batch) {
    auto before = followed.position;
    select(followed);
    if (followed.waiting.empty()) followed.waiting = session_->uids_above(followed.position.uid);
    if (followed.waiting.empty()) return followed.position != before;
    auto chosen = choose(followed);
    auto mails = fetch(followed, chosen, batch);
    for (const auto& mail : mails)
        for (const auto& summary : chosen)
            if (summary.uid == mail.uid) decode(followed, summary, mail.bytes, batch);
    if (settings_.mark_seen && followed.place == Place::inbox) {
        std::vector<std::uint32_t> uids;
        for (const auto& mail : mails) uids.push_back(mail.uid);
        session_->mark_seen(uids);
    }
    return true;
}

bool MailboxReader::advance_sent(Batch& batch) {
    if (sent_.folder.empty() || Clock_::now() - sent_checked_ < sent_interval) return false;
    auto folder = session_->status(sent_.folder);
    bool known = folder.validity == sent_.position.validity && folder.next_uid > 0 &&
                 folder.next_uid - 1 <= sent_.position.uid;
    bool moved = !known && advance(sent_, batch);
    // While more is waiting, look again at once.
    if (!moved) sent_checked_ = Clock_::now();
    return moved;
}

// The next mails that fit into a batch; moves the position behind them.
std::vector<ImapSession::Summary> MailboxReader::choose(Followed& followed) {
    auto& waiting = followed.waiting;
    std::vector<std::uint32_t> uids(
        waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(std::min(waiting.size(), most_mails)));
    std::vector<ImapSession::Summary> chosen;
    std::uint64_t bytes = 0;
    auto last = uids.back();
    for (const auto& summary : session_->summaries(uids)) {
        bytes += summary.size > whole_bytes ? beginning_bytes : summary.size;
        if (!chosen.empty() && bytes > batch_bytes) {
            last = chosen.back().uid;
            break;
        }
        chosen.push_back(summary);
    }
    followed.position.uid = last;
    waiting.erase(waiting.begin(), std::upper_bound(waiting.begin(), waiting.end(), last));
    return chosen;
}

std::vector<ImapSession::Mail> MailboxReader::fetch(Followed& followed,
                                                    const std::vector<ImapSession::Summary>& chosen,
                                                    Batch& batch) {
    std::vector<ImapSession::Summary> whole, large;
    for (const auto& summary : chosen) (summary.size > whole_bytes ? large : whole).push_back(summary);
    try {
        auto mails = session_->fetch(whole, static_cast<std::uint32_t>(whole_bytes));
        for (auto& mail : session_->fetch(large, beginning_bytes)) mails.push_back(std::move(mail));
        return mails;
    } catch (const ImapError& error) {
        if (error.reason() != Reason::unreadable) throw;
    }
    return fetch_each(followed, chosen, batch);
}

// One answer could not be parsed and took the session with it: find out which, and go on without it.
std::vector<ImapSession::Mail> MailboxReader::fetch_each(Followed& followed,
                                                         const std::vector<ImapSession::Summary>& chosen,
                                                         Batch& batch) {
    std::vector<ImapSession::Mail> mails;
    std::size_t failures = 0;
    close();
    for (const auto& summary : chosen) try {
            open();
            if (selected_ != followed.folder) session_->select(followed.folder, ImapSession::Access::read);
            selected_ = followed.folder;
            auto most = summary.size > whole_bytes ? beginning_bytes : whole_bytes;
            for (auto& mail : session_->fetch({summary}, static_cast<std::uint32_t>(most)))
                mails.push_back(std::move(mail));
        } catch (const ImapError& error) {
            if (error.reason() != Reason::unreadable || ++failures > most_unreadable) throw;
            close();
            batch.poison.push_back(
                {.remote_id = fmt::format("imap:{}:{}", followed.position.validity, summary.uid),
                 .raw = {},
                 .why = error.text()});
        }
    if (!session_) open();
    return mails;
}

void MailboxReader::decode(const Followed& followed, const ImapSession::Summary& summary,
                           const std::string& bytes, Batch& batch) const {
    Context context{.own = settings_.own,
                    .signing_key = settings_.identity.signing_key,
                    .received = summary.received,
                    .place = followed.place,
                    .size = summary.size > whole_bytes ? summary.size : 0};
    auto decoded = email::decode(bytes, context);
    if (auto* message = std::get_if<model::Inbound>(&decoded))
        batch.items.push_back(std::move(*message));
    else
        batch.poison.push_back(std::get<model::Poison>(std::move(decoded)));
}

}  // namespace channels::email
