#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "courier/import.hpp"
#include "net/http.hpp"
#include "store/imports.hpp"

namespace api {

// Archives brought in through the page: kept as files until they are imported, then read in the
// background, one after the other. An archive that is not imported within a week goes. Safe from any thread.
class Uploads {
public:
    // `largest`: bytes that one upload may have.
    Uploads(const courier::Post& post, std::filesystem::path directory, std::uint64_t largest = 4ULL << 30);
    ~Uploads();  // see stop()

    // Where a body on its way in is written; made when missing.
    std::string directory() const;
    // Bytes that an upload may have now: the setting, or what the disk has room for.
    std::uint64_t room() const;
    // Takes the body of a request as the file of an import. Throws Error{unavailable}.
    std::string keep(Id import, std::string_view name, const net::Request&) const;
    // The lines that an import refused, as CSV: where they are, or would be.
    std::filesystem::path refusals_path(Id import) const;

    // Each puts the work behind what is being done; the states of the import tell how it goes.
    void start(const store::Actor&, const store::Import&, const channels::ArchiveOptions&, courier::Trial);
    void undo(const store::Actor&, const store::Import&);
    // At start: what a crash has cut off says so and can be run again; an undo goes on.
    void resume();
    // Leaves what is being done where it is, to be run again.
    void stop();
    // Removes what a crash left half received, and archives that nobody came back to within a week.
    void sweep() const;

private:
    void later(std::function<void()> work);
    void work();
    void run(const store::Actor&, store::Import, const channels::ArchiveOptions&, courier::Trial);
    void take_back(const store::Actor&, store::Import);
    void save(const store::Actor&, store::Import&, std::string_view state) const;
    void save_failure(const store::Actor&, store::Import&) const;
    bool is_ours(const store::Import&) const;

    const courier::Post& post_;
    const std::filesystem::path directory_;
    const std::uint64_t largest_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> waiting_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

// The files of an import, as paths.
std::vector<std::string> files_of(const store::Import&);
// Throws Error{gone} when this version does not know the format any more.
const channels::Format& format_of(const store::Import&);

}  // namespace api
