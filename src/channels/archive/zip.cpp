#include "channels/archive/zip.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <zip.h>

#include "base/encoding.hpp"
#include "base/error.hpp"

namespace channels::archive {
namespace {
constexpr std::uint64_t always_allowed = 100u << 20;
constexpr std::size_t max_files = 2'000'000;

using Handle = std::shared_ptr<zip_t>;

class ZipSource final : public Source {
public:
    ZipSource(Handle zip, std::uint64_t index, std::uint64_t size, std::string name)
        : zip_(std::move(zip)), name_(std::move(name)), left_(size) {
        file_ = zip_fopen_index(zip_.get(), index, 0);
        if (!file_)
            throw Error{Code::bad_request,
                        name_ + " in the zip cannot be read (" + zip_strerror(zip_.get()) + ")."};
    }
    ~ZipSource() override { zip_fclose(file_); }

    bool read(std::string& into, std::size_t count) override {
        auto before = into.size();
        into.resize(before + count);
        auto got = zip_fread(file_, into.data() + before, count);
        into.resize(before + static_cast<std::size_t>(std::max<zip_int64_t>(got, 0)));
        // More than the directory of the zip said is a trick; less or an error is damage.
        if (got < 0 || static_cast<std::uint64_t>(got) > left_)
            throw Error{Code::bad_request, name_ + " in the zip is damaged. Download the archive again."};
        left_ -= static_cast<std::uint64_t>(got);
        return got > 0;
    }

private:
    Handle zip_;
    std::string name_;
    std::uint64_t left_;
    zip_file_t* file_ = nullptr;
};

class Zip final : public Collection {
public:
    explicit Zip(const std::string& path) {
        int error = 0;
        auto* opened = zip_open(path.c_str(), ZIP_RDONLY, &error);
        if (!opened) throw Error{Code::bad_request, path + " is not a whole zip file. Download it again."};
        zip_ = Handle(opened, zip_discard);
        read_directory(path);
    }
    const std::vector<std::string>& names() const override { return names_; }
    std::uint64_t size(const std::string& name) const override {
        auto found = entries_.find(name);
        return found == entries_.end() ? 0 : found->second.size;
    }
    std::unique_ptr<Source> open(const std::string& name) const override {
        auto found = entries_.find(name);
        if (found == entries_.end()) throw Error{Code::bad_request, name + " is not in the zip."};
        return std::make_unique<ZipSource>(zip_, found->second.index, found->second.size, name);
    }

private:
    struct Entry {
        std::uint64_t index, size;
    };

    void read_directory(const std::string& path) {
        auto count = zip_get_num_entries(zip_.get(), 0);
        if (count < 0 || static_cast<std::size_t>(count) > max_files)
            throw Error{Code::bad_request, path + " holds more than 2,000,000 files."};
        std::uint64_t total = 0;
        for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
            zip_stat_t stat;
            if (zip_stat_index(zip_.get(), i, 0, &stat) != 0 || !stat.name) continue;
            if (std::string_view(stat.name).ends_with('/')) continue;
            if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
                throw Error{Code::bad_request,
                            path + " is protected by a password. Unpack it first and import the folder."};
            total += stat.size;
            entries_.emplace(to_utf8(stat.name), Entry{i, stat.size});
        }
        auto packed = std::filesystem::file_size(path);
        if (total > always_allowed && total / zip_ratio > packed)
            throw Error{Code::bad_request,
                        path + " would unpack to " + std::to_string(total >> 20) +
                            " MiB, which is not plausible. Unpack it yourself and import the folder."};
        for (const auto& each : entries_) names_.push_back(each.first);
    }

    Handle zip_;
    std::map<std::string, Entry> entries_;
    std::vector<std::string> names_;
};
}  // namespace

std::unique_ptr<Collection> open_zip(const std::string& path) {
    return std::make_unique<Zip>(path);
}
}  // namespace channels::archive
