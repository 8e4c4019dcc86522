#pragma once
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"

namespace store {

// Files kept by their content: DIR/<workspace>/ab/<sha256>. Written once, synced before the name appears,
// never changed but for their time; the same bytes twice are one file. Safe from any thread and from several
// processes.
class Files {
public:
    explicit Files(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // Returns the hex SHA-256. Throws Error{unavailable} when the disk refuses.
    std::string keep(Id workspace, std::string_view bytes) const;
    // Empty path when there is no such file.
    std::filesystem::path path(Id workspace, std::string_view sha256) const;
    // Throws Error{not_found}.
    std::string read(Id workspace, std::string_view sha256) const;
    // Removes what a killed process had half written before `before`.
    void sweep(Time before) const;
    // Removes files whose name begins with this hex digit, that nobody kept since `before`, and that are not
    // among what `used` says of their workspace: those of erased messages and of imports that were undone.
    // Whoever keeps such bytes meanwhile keeps them.
    void sweep_unused(char digit, Time before,
                      const std::function<std::set<std::string>(Id workspace)>& used) const;

private:
    std::filesystem::path place(Id workspace, std::string_view sha256) const;
    std::filesystem::path directory_;
};

// When a file was last written; the end of time when it is gone meanwhile.
Time changed_at(const std::filesystem::directory_entry&);

}  // namespace store
