#include "api/live.hpp"

#include "base/log.hpp"

namespace api {
namespace {
constexpr std::int64_t presence_ms = 20 * second_ms, beat_ms = 15 * second_ms;
constexpr std::size_t batch = 500;

std::string frame(const model::Entry& entry) {
    auto data = model::payload(entry.event);
    data["seq"] = entry.seq;
    data["at"] = entry.at.rfc3339();
    data["type"] = model::type(entry.event);
    return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", entry.seq, model::type(entry.event),
                       json::serialize(data));
}

// What a member does at the own desk is nobody else's business.
bool concerns(const model::Event& event, Id member) {
    if (const auto* draft = std::get_if<model::DraftChanged>(&event)) return draft->member == member;
    if (const auto* reading = std::get_if<model::ReadingMoved>(&event)) return reading->member == member;
    return true;
}
}  // namespace

Live::~Live() {
    stop();
}

void Live::start() {
    hears_ = store_.truth.listen("journal", [this] {
        std::lock_guard lock(mutex_);
        news_ = true;
        wake_.notify_all();
    });
    thread_ = std::thread([this] { run(); });
}

void Live::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    hears_.reset();
    if (thread_.joinable()) thread_.join();
    for (auto& reader : readers_) reader->writer->close();
    readers_.clear();
}

void Live::add(const store::Actor& actor, std::int64_t since, std::shared_ptr<net::StreamWriter> writer) {
    auto head = store_.read([&](db::Tx& tx) { return store::journal_head(tx, actor.workspace); });
    if (since < 0 || since > head) since = head;
    writer->write(fmt::format("retry: 2000\nevent: hello\ndata: {{\"seq\":{}}}\n\n", since));
    std::lock_guard lock(mutex_);
    readers_.push_back(std::make_shared<Reader>(Reader{actor, since, std::move(writer)}));
    news_ = true;
    wake_.notify_all();
}

void Live::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        bool quiet =
            !wake_.wait_for(lock, std::chrono::milliseconds(beat_ms), [&] { return stopping_ || news_; });
        if (stopping_) break;
        news_ = false;
        lock.unlock();
        try {
            spread();
            if (quiet) beat();
        } catch (const std::exception& error) {
            logging::error("live_failed", {{"why", error.what()}});
        }
        lock.lock();
    }
}

void Live::spread() {
    std::vector<std::shared_ptr<Reader>> all;
    {
        std::lock_guard lock(mutex_);
        all = readers_;
    }
    for (auto& reader : all) {
        while (reader->writer->open() && deliver(*reader)) continue;
    }
    std::lock_guard lock(mutex_);
    std::erase_if(readers_, [](auto& reader) { return !reader->writer->open(); });
}

// One batch; true when there may be more.
bool Live::deliver(Reader& reader) {
    auto entries = store_.read(
        [&](db::Tx& tx) { return store::journal(tx, reader.actor.workspace, reader.since, batch); });
    std::string frames;
    for (const auto& entry : entries)
        if (concerns(entry.event, reader.actor.member)) frames += frame(entry);
    if (!frames.empty() && !reader.writer->write(std::move(frames))) {
        reader.writer->close();
        return false;
    }
    if (!entries.empty()) reader.since = entries.back().seq;
    return entries.size() == batch;
}

void Live::beat() {
    std::lock_guard lock(mutex_);
    for (auto& reader : readers_) reader->writer->write(": beat\n\n");
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
        if (reader->actor.workspace == place.first)
            reader->writer->write("event: presence\ndata: " + data + "\n\n");
}

std::size_t Live::readers() const {
    std::lock_guard lock(mutex_);
    return readers_.size();
}
}  // namespace api
