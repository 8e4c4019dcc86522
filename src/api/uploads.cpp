#include "api/uploads.hpp"

#include <fcntl.h>
#include <fstream>
#include <unistd.h>

#include "base/error.hpp"
#include "base/log.hpp"

namespace api {
namespace fs = std::filesystem;
namespace {
// Left free on the disk for everything else.
constexpr std::uint64_t reserve = 256u << 20;
constexpr std::size_t undo_piece = 500;
constexpr std::string_view refused_suffix = ".refused.csv";
constexpr std::string_view cut_off =
    "Rapport was stopped while this import ran. What it brought so far is kept; run it again and it goes on, "
    "adding nothing twice.";

void take_over(store::Import& import, const courier::ImportReport& report, std::int64_t brought_before) {
    // Of a second run: what the first one brought is not "here already" but this import's own.
    import.added = brought_before + report.added;
    import.existing = std::max<std::int64_t>(0, report.existing - brought_before);
    import.refused = report.refused;
    import.bytes_read = static_cast<std::int64_t>(report.bytes_read);
    import.bytes_total = static_cast<std::int64_t>(report.bytes_total);
    json::array refusals;
    for (const auto& r : report.refusals)
        refusals.push_back(json::object{{"place", r.place}, {"why", r.why}});
    import.refusals = json::serialize(refusals);
}

// One field of a CSV (RFC 4180). A leading sign or @ would be a formula to a spreadsheet.
std::string field(std::string_view text) {
    std::string out = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        out += '\'';
    for (char c : text) out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

// The lines that could not be used, written down as they come.
class Refused {
public:
    explicit Refused(const fs::path& path) : out_(path, std::ios::binary | std::ios::trunc) {
        out_ << "place,reason\r\n";
    }
    void operator()(const channels::Refusal& refusal) {
        if (++count_ > most) return;
        out_ << field(refusal.place) << ',' << field(refusal.why) << "\r\n";
    }
    ~Refused() {
        if (count_ > most)
            out_ << field("…") << ',' << field(fmt::format("and {} more", count_ - most)) << "\r\n";
    }

private:
    static constexpr std::int64_t most = 1'000'000;
    std::ofstream out_;
    std::int64_t count_ = 0;
};

void write_synced(const fs::path& path, std::string_view bytes) {
    int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool fine = file >= 0;
    while (fine && !bytes.empty()) {
        auto written = ::write(file, bytes.data(), bytes.size());
        fine = written >= 0 || errno == EINTR;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    fine = fine && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!fine)
        throw Error{Code::unavailable,
                    "The file cannot be kept. Check that the disk has room: " + path.parent_path().string()};
}
}  // namespace

std::vector<std::string> files_of(const store::Import& import) {
    std::vector<std::string> out;
    auto parsed = json::parse(import.files);
    if (!parsed || !parsed->is_array()) return out;
    for (const auto& each : parsed->get_array()) out.push_back(json::text(each, "path"));
    return out;
}

const channels::Format& format_of(const store::Import& import) {
    const auto* known = channels::format(import.format);
    if (!known)
        throw Error{Code::gone,
                    fmt::format("This version cannot read the format {} any more.", import.format)};
    return *known;
}

Uploads::Uploads(const courier::Post& post, fs::path directory, std::uint64_t largest)
    : post_(post),
      directory_(fs::absolute(std::move(directory)).lexically_normal()),
      largest_(largest),
      thread_([this] { work(); }) {}

Uploads::~Uploads() {
    stop();
}

void Uploads::stop() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        wake_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

std::string Uploads::directory() const {
    std::error_code error;
    fs::create_directories(directory_, error);
    return directory_.string();
}

std::uint64_t Uploads::room() const {
    std::error_code error;
    auto space = fs::space(directory(), error);
    if (error) return largest_;
    return std::min(largest_, space.available > reserve ? space.available - reserve : 0);
}

std::string Uploads::keep(Id import, std::string_view name, const net::Request& request) const {
    directory();
    auto path = directory_ / (import.text() + fs::path(name).extension().string());
    if (request.body_file.empty()) {
        write_synced(path, request.body);
        return path.string();
    }
    std::error_code error;
    fs::rename(request.body_file, path, error);
    if (error)
        throw Error{Code::unavailable, "The file cannot be kept: " + error.message() + ".", path.string()};
    return path.string();
}

fs::path Uploads::refusals_path(Id import) const {
    return directory_ / (import.text() + std::string(refused_suffix));
}

void Uploads::later(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
    wake_.notify_all();
}

void Uploads::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        auto next = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        next();
        lock.lock();
    }
}

void Uploads::start(const store::Actor& actor, const store::Import& import,
                    const channels::ArchiveOptions& options, courier::Trial trial) {
    later([this, actor, import, options, trial] { run(actor, import, options, trial); });
}

void Uploads::undo(const store::Actor& actor, const store::Import& import) {
    later([this, actor, import] { take_back(actor, import); });
}

void Uploads::save(const store::Actor& actor, store::Import& import, std::string_view state) const {
    import.state = state;
    post_.store.change(actor, [&](store::Change& change) {
        bool ended = state == "done" || state == "failed" || state == "interrupted";
        if (ended) import.finished_at = change.at;
        store::save_import(change, import);
    });
}

// The database may be what failed, so saying so may fail too; that must not end the server.
void Uploads::save_failure(const store::Actor& actor, store::Import& import) const {
    try {
        save(actor, import, "failed");
    } catch (const std::exception& error) {
        logging::error("import_state_lost", {{"import", import.id.text()}, {"why", error.what()}});
    }
}

void Uploads::run(const store::Actor& actor, store::Import import, const channels::ArchiveOptions& options,
                  courier::Trial trial) {
    bool dry = trial == courier::Trial::dry;
    try {
        auto before = dry ? 0 : post_.store.read([&](db::Tx& tx) {
            return store::brought_by(tx, actor.workspace, import.id);
        });
        Refused refused(refusals_path(import.id));
        courier::ImportWatch watch;
        watch.refused = [&](const channels::Refusal& refusal) { refused(refusal); };
        watch.progress = [&](const courier::ImportReport& so_far) {
            take_over(import, so_far, before);
            save(actor, import, dry ? "checking" : "running");
            return !stopping_;
        };
        auto report = courier::import_files(post_, actor, format_of(import), files_of(import), options, trial,
                                            import.id, watch);
        take_over(import, report, before);
        import.error = stopping_ && !dry ? cut_off : "";
        save(actor, import, stopping_ ? (dry ? "uploaded" : "interrupted") : dry ? "checked" : "done");
    } catch (const std::exception& error) {
        logging::warning("import_failed", {{"import", import.id.text()}, {"why", error.what()}});
        import.error = error.what();
        save_failure(actor, import);
    }
    std::error_code ignored;
    if (import.state == "done")
        for (const auto& file : files_of(import)) fs::remove(file, ignored);
}

void Uploads::take_back(const store::Actor& actor, store::Import import) {
    try {
        for (bool more = true; more && !stopping_;)
            more = post_.store.change(actor, [&](store::Change& change) {
                auto gone = store::take_back(change, import.id, undo_piece);
                import.added = std::max<std::int64_t>(0, import.added - gone);
                import.state = gone > 0 ? "undoing" : "undone";
                store::save_import(change, import);
                return gone > 0;
            });
    } catch (const std::exception& error) {
        logging::warning("undo_failed", {{"import", import.id.text()}, {"why", error.what()}});
        import.error = error.what();
        save_failure(actor, import);
    }
    std::error_code ignored;
    if (import.state != "undone") return;
    for (const auto& file : files_of(import)) fs::remove(file, ignored);
    fs::remove(refusals_path(import.id), ignored);
}

bool Uploads::is_ours(const store::Import& import) const {
    auto files = files_of(import);
    return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
        return fs::path(file).lexically_normal().parent_path() == directory_;
    });
}

void Uploads::sweep() const {
    std::error_code error;
    auto now = fs::file_time_type::clock::now();
    for (const auto& entry : fs::directory_iterator(directory_, error)) {
        auto path = entry.path();
        auto age = now - entry.last_write_time(error);
        bool half = path.extension() == ".part" && age > std::chrono::hours(24);
        bool forgotten = !path.string().ends_with(refused_suffix) && age > std::chrono::days(7);
        if (!error && (half || forgotten)) fs::remove(path, error);
    }
}

void Uploads::resume() {
    sweep();
    for (auto& [workspace, import] :
         post_.store.read([](db::Tx& tx) { return store::imports_underway(tx); })) {
        if (!is_ours(import)) continue;
        auto actor = store::Actor::system(workspace);
        actor.name = import.by;
        if (import.state == "undoing") {
            undo(actor, import);
            continue;
        }
        bool ran = import.state == "running";
        import.error = ran ? cut_off : "";
        save(actor, import, ran ? "interrupted" : "uploaded");
    }
}
}  // namespace api
