#include "channels/archive/source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "channels/archive/zip.hpp"

namespace channels::archive {
namespace {
namespace fs = std::filesystem;

class FileSource final : public Source {
public:
    explicit FileSource(const std::string& path) : path_(path), in_(path, std::ios::binary) {
        if (!in_) throw Error{Code::bad_request, path + " cannot be read: " + std::strerror(errno) + "."};
    }
    bool read(std::string& into, std::size_t count) override {
        auto before = into.size();
        into.resize(before + count);
        in_.read(into.data() + before, static_cast<std::streamsize>(count));
        into.resize(before + static_cast<std::size_t>(in_.gcount()));
        if (in_.bad()) throw Error{Code::bad_request, path_ + " could not be read to its end."};
        return into.size() > before;
    }

private:
    std::string path_;
    std::ifstream in_;
};

class TextSource final : public Source {
public:
    explicit TextSource(std::string text) : text_(std::move(text)) {}
    bool read(std::string& into, std::size_t count) override {
        auto piece = std::string_view(text_).substr(at_, count);
        into += piece;
        at_ += piece.size();
        return !piece.empty();
    }

private:
    std::string text_;
    std::size_t at_ = 0;
};

// Files of the disk under names of their own.
class Files final : public Collection {
public:
    void add(std::string name, fs::path path) {
        names_.push_back(name);
        paths_.emplace_back(std::move(name), std::move(path));
    }
    void sort() {
        std::sort(names_.begin(), names_.end());
        std::sort(paths_.begin(), paths_.end());
    }
    const std::vector<std::string>& names() const override { return names_; }
    std::uint64_t size(const std::string& name) const override {
        std::error_code error;
        auto bytes = fs::file_size(path(name), error);
        return error ? 0 : bytes;
    }
    std::unique_ptr<Source> open(const std::string& name) const override { return open_file(path(name)); }

private:
    std::string path(const std::string& name) const {
        auto found =
            std::lower_bound(paths_.begin(), paths_.end(), name,
                             [](const auto& each, const std::string& wanted) { return each.first < wanted; });
        return found == paths_.end() || found->first != name ? name : found->second.string();
    }
    std::vector<std::string> names_;
    std::vector<std::pair<std::string, fs::path>> paths_;
};

std::unique_ptr<Collection> folder(const fs::path& root) {
    auto files = std::make_unique<Files>();
    auto options = fs::directory_options::skip_permission_denied;  // links are not followed
    std::error_code error;
    for (fs::recursive_directory_iterator at(root, options, error), end; !error && at != end;
         at.increment(error))
        if (at->is_regular_file(error) && !at->is_symlink(error))
            files->add(fs::relative(at->path(), root, error).generic_string(), at->path());
    if (error) throw Error{Code::bad_request, root.string() + " cannot be read: " + error.message() + "."};
    files->sort();
    return files;
}

bool begins_with(const std::string& path, std::string_view magic) {
    std::string head;
    open_file(path)->read(head, magic.size());
    return head == magic;
}
}  // namespace

std::unique_ptr<Source> open_file(const std::string& path) {
    if (fs::is_directory(path)) throw Error{Code::bad_request, path + " is a folder; a file is wanted here."};
    return std::make_unique<FileSource>(path);
}

std::unique_ptr<Source> open_text(std::string text) {
    return std::make_unique<TextSource>(std::move(text));
}

std::optional<std::string> Collection::whole(const std::string& name, std::uint64_t limit) const {
    if (!std::binary_search(names().begin(), names().end(), name) || size(name) > limit) return std::nullopt;
    auto source = open(name);
    std::string out;
    while (source->read(out, 1u << 20))
        if (out.size() > limit) return std::nullopt;
    return out;
}

std::unique_ptr<Collection> open_collection(const std::vector<std::string>& paths) {
    if (paths.empty()) throw Error{Code::bad_request, "No file was given to import."};
    for (const auto& path : paths)
        if (!fs::exists(path)) throw Error{Code::bad_request, path + " does not exist."};
    if (paths.size() == 1 && fs::is_directory(paths[0])) return folder(paths[0]);
    if (paths.size() == 1 && begins_with(paths[0], "PK\x03\x04")) return open_zip(paths[0]);
    auto files = std::make_unique<Files>();
    for (const auto& path : paths) {
        if (fs::is_directory(path) || begins_with(path, "PK\x03\x04"))
            throw Error{Code::bad_request, path + ": import one folder or one zip at a time."};
        if (begins_with(path, "\x1f\x8b"))
            throw Error{Code::bad_request,
                        path + " is packed with gzip. Unpack it first and import the folder."};
        files->add(path, path);
    }
    files->sort();
    return files;
}
}  // namespace channels::archive
