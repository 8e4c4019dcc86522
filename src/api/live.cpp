#include "api/live.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "store/visitors.hpp"

namespace api {
namespace {
constexpr std::int64_t presence_ms = 20 * second_ms, patience_ms = 60 * second_ms, tick_ms = second_ms;
constexpr std::size_t batch = 500;

std::string frame(const model::Entry& entry) {
    auto data = model::payload(entry.event);
    data["seq"] = entry.seq;
    data["at"] = entry.at.rfc3339();
    data["type"] = model::type(entry.event);
    return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", entry.seq, model::type(entry.event),
                       json::serialize(data));
}

// What a member does at the own desk is nobody else's business: whose it is, or nobody's.
Id concerns(const model::Event& event) {
    if (const auto* draft = std::get_if<model::DraftChanged>(&event)) return draft->member;
    if (const auto* reading = std::get_if<model::ReadingMoved>(&event)) return reading->member;
    return {};
}

// What a guest may know of: words that came in, and words of ours once they are there to be read. Never that
// somebody is about to send, or leaves an internal note.
Id conversation_for_guests(const model::Event& event) {
    if (const auto* added = std::get_if<model::MessageAdded>(&event))
        return added->direction == "inbound" ? added->conversation : Id{};
    const auto* changed = std::get_if<model::MessageChanged>(&event);
    bool visible =
        changed && (changed->why == "delivery" || changed->why == "edited" || changed->why == "deleted");
    return visible ? changed->conversation : Id{};
}

std::pair<Id, Id> merged(const model::Event& event) {
    const auto* merge = std::get_if<model::ConversationMerged>(&event);
    return merge ? std::pair(merge->conversation, merge->into) : std::pair(Id{}, Id{});
}
}  // namespace

Live::~Live() {
    stop();
}

void Live::listen(const char* topic, bool& heard) {
    hears_.push_back(store_.truth.listen(topic, [this, &heard] {
        std::lock_guard lock(mutex_);
        heard = true;
        wake_.notify_all();
    }));
}

void Live::start() {
    listen("journal", news_);
    listen("access", access_changed_);
    thread_ = std::thread([this] { run(); });
}

void Live::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    hears_.clear();
    if (thread_.joinable()) thread_.join();
    for (auto& reader : readers_) reader->writer->close();
    readers_.clear();
}

void Live::add(const store::Actor& actor, std::int64_t since, std::shared_ptr<net::StreamWriter> writer,
               Permit permit) {
    auto head = store_.read([&](db::Tx& tx) { return store::journal_head(tx, actor.workspace); });
    if (since < 0 || since > head) since = head;
    enter({actor, since, std::move(writer), std::move(permit), {}, {}, {}});
}

void Live::add(const Guest& guest, Id workspace, std::int64_t since,
               std::shared_ptr<net::StreamWriter> writer, Permit permit) {
    auto head = store_.read([&](db::Tx& tx) { return store::journal_head(tx, workspace); });
    if (since < 0 || since > head) since = head;
    {
        std::lock_guard lock(mutex_);
        std::vector<Reader*> own;
        for (auto& each : readers_)
            if (each->guest.visitor == guest.visitor && each->writer->open()) own.push_back(each.get());
        for (std::size_t i = 0; i + most_of_a_guest <= own.size(); ++i) own[i]->writer->close();
    }
    enter({{.workspace = workspace}, since, std::move(writer), std::move(permit), guest, {}, {}});
}

void Live::enter(Reader reader) {
    reader.beaten_at = store_.clock.now(), reader.permitted_until = reader.permit();
    if (!reader.permitted_until) return reader.writer->close();
    reader.writer->write(fmt::format("retry: 2000\nevent: hello\ndata: {{\"seq\":{}}}\n\n", reader.since));
    std::lock_guard lock(mutex_);
    readers_.push_back(std::make_shared<Reader>(std::move(reader)));
    news_ = true;
    wake_.notify_all();
}

void Live::run() {
    std::unique_lock lock(mutex_);
    auto due = [&] { return stopping_ || news_ || access_changed_; };
    while (!stopping_) {
        if (readers_.empty())
            wake_.wait(lock, due);
        else
            wake_.wait_for(lock, std::chrono::milliseconds(tick_ms), due);
        if (stopping_) break;
        bool news = std::exchange(news_, false);
        bool everybody = std::exchange(access_changed_, false);
        lock.unlock();
        try {
            look_after(everybody);
            spread(news);
        } catch (const std::exception& error) {
            logging::error("live_failed", {{"why", error.what()}});
        }
        lock.lock();
    }
}

Live::Readers Live::all() const {
    std::lock_guard lock(mutex_);
    return readers_;
}

void Live::spread(bool news) {
    std::map<Id, Readers> rooms;
    for (auto& reader : all())
        if (reader->writer->open()) rooms[reader->actor.workspace].push_back(reader);
    std::erase_if(told_, [&](auto& each) { return !rooms.contains(each.first); });
    for (auto& [workspace, readers] : rooms) {
        if (news) tell(workspace, readers);
        auto told = told_.find(workspace);
        if (told == told_.end()) continue;  // who came just now brings news of the own
        for (auto& reader : readers) catch_up(*reader, told->second);
    }
    std::lock_guard lock(mutex_);
    std::erase_if(readers_, [](auto& reader) { return !reader->writer->open(); });
}

// One reading for all who are as far as this; the others read for themselves until they are.
void Live::tell(Id workspace, const Readers& readers) {
    auto foremost = std::max_element(readers.begin(), readers.end(),
                                     [](auto& a, auto& b) { return a->since < b->since; });
    auto& told = told_.try_emplace(workspace, (*foremost)->since).first->second;
    for (bool more = true; more;) {
        auto reached = told;
        auto fresh = frames(workspace, told, reached);
        for (auto& reader : readers)
            if (reader->since >= told) deliver(*reader, fresh, reached);
        more = fresh.size() == batch;
        told = reached;
    }
}

void Live::catch_up(Reader& reader, std::int64_t until) {
    for (auto before = reader.since - 1; before != reader.since && reader.since < until;) {
        before = reader.since;
        if (!reader.writer->open() || reader.writer->waiting() > most_waiting) return;
        auto reached = reader.since;
        auto missed = frames(reader.actor.workspace, reader.since, reached);
        deliver(reader, missed, missed.empty() ? until : reached);
    }
}

std::vector<Live::Frame> Live::frames(Id workspace, std::int64_t since, std::int64_t& reached) {
    ++reads_;
    auto entries = store_.read([&](db::Tx& tx) { return store::journal(tx, workspace, since, batch); });
    std::vector<Frame> out;
    for (const auto& entry : entries) {
        auto [from, into] = merged(entry.event);
        auto conversation = into ? from : conversation_for_guests(entry.event);
        out.push_back({entry.seq, concerns(entry.event), conversation, into, frame(entry)});
    }
    if (!entries.empty()) reached = entries.back().seq;
    return out;
}

void Live::deliver(Reader& reader, const std::vector<Frame>& fresh, std::int64_t reached) {
    if (reached <= reader.since || reader.writer->waiting() > most_waiting) return;
    std::string text;
    for (const auto& each : fresh)
        if (each.seq > reader.since) hear(reader, each, text);
    if (text.empty() || reader.writer->write(std::move(text))) reader.since = reached;
}

void Live::hear(Reader& reader, const Frame& frame, std::string& text) {
    if (!reader.guest.visitor) {
        if (!frame.only_for || frame.only_for == reader.actor.member) text += frame.text;
        return;
    }
    if (!frame.conversation || frame.conversation != reader.guest.conversation) return;
    if (frame.merged_into) reader.guest.conversation = frame.merged_into;
    text += fmt::format("id: {0}\nevent: news\ndata: {{\"seq\":{0}}}\n\n", frame.seq);
}

// Ends the streams of those who may no longer hear, and of those who take nothing; beats for the others.
void Live::look_after(bool everybody) {
    auto now = store_.clock.now();
    for (auto& reader : all()) {
        bool beat = now - reader->beaten_at >= beat_ms || now < reader->beaten_at;
        if (everybody || beat || reader->permitted_until <= now) reader->permitted_until = reader->permit();
        bool busy = reader->writer->waiting() > most_waiting;
        if (!busy)
            reader->busy_since = {};
        else if (!reader->busy_since)
            reader->busy_since = now;
        if (!reader->permitted_until || (busy && now - reader->busy_since > patience_ms))
            reader->writer->close();
        else if (beat && !busy)
            reader->writer->write(": beat\n\n");
        if (beat) reader->beaten_at = now;
    }
    forget();
    see_guests();
}

// One write for all of a workspace, now and then: what it is for is counted in minutes.
void Live::see_guests() {
    auto now = store_.clock.now();
    if (now - guests_seen_at_ < guests_ms && now >= guests_seen_at_) return;
    guests_seen_at_ = now;
    std::map<Id, std::vector<Id>> there;
    for (auto& reader : all())
        if (reader->guest.visitor && reader->writer->open())
            there[reader->actor.workspace].push_back(reader->guest.visitor);
    for (auto& [workspace, visitors] : there)
        store_.truth.write([&, &workspace = workspace, &visitors = visitors](db::Tx& tx) {
            store::see_visitors(tx, workspace, visitors, now);
        });
}

void Live::forget() {
    std::lock_guard lock(mutex_);
    auto now = store_.clock.now();
    for (auto& [place, members] : presence_)
        std::erase_if(members, [&](auto& each) { return each.second.until < now; });
    std::erase_if(presence_, [](auto& each) { return each.second.empty(); });
}

void Live::present(const store::Actor& actor, Id conversation, bool typing) {
    Place place{actor.workspace, conversation};
    {
        std::lock_guard lock(mutex_);
        presence_[place][actor.member] = {actor.name, typing, store_.clock.now() + presence_ms};
    }
    tell_presence(place);
}

json::array Live::viewers(Id workspace, Id conversation, Id except) const {
    std::lock_guard lock(mutex_);
    json::array out;
    auto found = presence_.find({workspace, conversation});
    if (found == presence_.end()) return out;
    auto now = store_.clock.now();
    for (const auto& [member, presence] : found->second)
        if (member != except && presence.until >= now)
            out.push_back(json::object{
                {"member", member.text()}, {"name", presence.name}, {"typing", presence.typing}});
    return out;
}

void Live::tell_presence(const Place& place) {
    auto data = json::serialize(json::object{{"type", "presence"},
                                             {"conversation", place.second.text()},
                                             {"viewers", viewers(place.first, place.second, Id{})}});
    std::lock_guard lock(mutex_);
    for (auto& reader : readers_)
        if (reader->actor.workspace == place.first && !reader->guest.visitor &&
            reader->writer->waiting() <= most_waiting)
            reader->writer->write("event: presence\ndata: " + data + "\n\n");
}

std::size_t Live::readers() const {
    std::lock_guard lock(mutex_);
    return readers_.size();
}

std::size_t Live::guests() const {
    std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(readers_.begin(), readers_.end(), [](auto& each) {
        return each->guest.visitor && each->writer->open();
    }));
}

std::size_t Live::guests_at(std::string_view address) const {
    std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(readers_.begin(), readers_.end(), [&](auto& each) {
        return each->guest.visitor && each->guest.address == address && each->writer->open();
    }));
}

std::vector<std::string> Live::here(Id workspace) const {
    std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const auto& each : readers_)
        if (each->actor.workspace == workspace && each->actor.member && each->writer->open())
            names.push_back(each->actor.name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}
}  // namespace api
