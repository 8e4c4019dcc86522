#include "api/uploads.hpp"

#include <fstream>

#include "base/error.hpp"
#include "base/log.hpp"

namespace api {
namespace fs = std::filesystem;
namespace {
const channels::Format& format_of(const store::Import& import) {
    const auto* known = channels::format(import.format);
    if (!known)
        throw Error{Code::gone,
                    fmt::format("This version cannot read the format {} any more.", import.format)};
    return *known;
}

std::vector<std::string> files_of(const store::Import& import) {
    std::vector<std::string> out;
    auto parsed = json::parse(import.files);
    if (!parsed || !parsed->is_array()) return out;
    for (const auto& each : parsed->get_array()) out.push_back(json::text(each, "path"));
    return out;
}

void take_over(store::Import& import, const courier::ImportReport& report) {
    import.added = report.added, import.existing = report.existing, import.refused = report.refused;
    import.bytes_read = static_cast<std::int64_t>(report.bytes_read);
    json::array refusals;
    for (const auto& r : report.refusals)
        refusals.push_back(json::object{{"place", r.place}, {"why", r.why}});
    import.refusals = json::serialize(refusals);
}
}  // namespace

Uploads::~Uploads() {
    stop();
}

void Uploads::stop() {
    stopping_ = true;
    std::lock_guard lock(mutex_);
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

std::string Uploads::keep(Id import, std::string_view name, std::string_view bytes) const {
    std::error_code error;
    fs::create_directories(directory_, error);
    auto path = directory_ / (import.text() + fs::path(name).extension().string());
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush())
        throw Error{Code::unavailable,
                    "The file cannot be kept. Check that the disk has room: " + directory_.string()};
    return path.string();
}

void Uploads::start(const store::Actor& actor, const store::Import& import,
                    const channels::ArchiveOptions& options) {
    std::lock_guard lock(mutex_);
    threads_.emplace_back([this, actor, import, options] { run(actor, import, options); });
}

void Uploads::run(const store::Actor& actor, store::Import import, const channels::ArchiveOptions& options) {
    std::lock_guard lock(one_at_a_time_);
    auto save = [&](std::string_view state) {
        import.state = state;
        post_.store.change(actor, [&](store::Change& change) {
            if (import.state != "running") import.finished_at = change.at;
            store::save_import(change, import);
        });
    };
    try {
        auto report = courier::import_files(post_, actor, format_of(import), files_of(import), options,
                                            courier::Trial::real, import.id, [&](const auto& so_far) {
                                                take_over(import, so_far);
                                                save("running");
                                                return !stopping_;
                                            });
        take_over(import, report);
        save(stopping_ ? "uploaded" : "done");
    } catch (const std::exception& error) {
        logging::warning("import_failed", {{"import", import.id.text()}, {"why", error.what()}});
        import.error = error.what();
        save("failed");
    }
    std::error_code ignored;
    if (!stopping_)
        for (const auto& file : files_of(import)) fs::remove(file, ignored);
}
}  // namespace api
