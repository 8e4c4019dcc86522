#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "courier/import.hpp"
#include "store/imports.hpp"

namespace api {

// Archives brought in through the page: kept as files until they are imported, then read in the
// background, one at a time. Safe from any thread.
class Uploads {
public:
    Uploads(const courier::Post& post, std::filesystem::path directory)
        : post_(post), directory_(std::move(directory)) {}
    ~Uploads();  // stops a running import where it is; it can be started again

    std::string keep(Id import, std::string_view name, std::string_view bytes) const;
    void start(const store::Actor&, const store::Import&, const channels::ArchiveOptions&);
    void stop();

private:
    void run(const store::Actor&, store::Import, const channels::ArchiveOptions&);

    const courier::Post& post_;
    const std::filesystem::path directory_;
    std::mutex mutex_, one_at_a_time_;
    std::atomic<bool> stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace api
