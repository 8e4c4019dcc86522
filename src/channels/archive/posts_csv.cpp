#include <filesystem>

#include "base/error.hpp"
#include "channels/archive/columns.hpp"
#include "channels/archive/csv_reader.hpp"
#include "channels/archive/open.hpp"

namespace channels::archive {
namespace {
std::vector<std::string> header_of(CsvReader& reader, const std::string& file) {
    auto row = reader.next();
    if (!row) throw Error{Code::bad_request, file + " is empty."};
    if (!row->problem.empty()) throw Error{Code::bad_request, file + ", line 1: " + row->problem + "."};
    if (row->fields.size() < 2)
        throw Error{Code::bad_request,
                    file +
                        " has only one column. A CSV file with a header line is wanted, its fields "
                        "separated by comma, semicolon, tab or bar."};
    return row->fields;
}

class PostsCsv final : public Archive {
public:
    PostsCsv(std::vector<std::string> files, ArchiveOptions options)
        : files_(std::move(files)), options_(std::move(options)) {
        for (const auto& file : files_) total_ += std::filesystem::file_size(file);
        open_next();
    }

    std::vector<model::Inbound> next(std::size_t count, std::vector<Refusal>& refused) override {
        std::vector<model::Inbound> messages;
        std::size_t weight = 0;
        while (messages.size() < count && weight < (16u << 20) && reader_) {
            auto row = reader_->next();
            if (!row) {
                open_next();
                continue;
            }
            std::string why = row->problem;
            auto message = why.empty() ? rows_->message(row->fields, why) : std::nullopt;
            if (!message) {
                refused.push_back({place(row->line), why});
                continue;
            }
            weight += message->text.size();
            messages.push_back(std::move(*message));
        }
        return messages;
    }
    std::uint64_t bytes_read() const override { return done_ + (reader_ ? reader_->bytes() : 0); }
    std::uint64_t bytes_total() const override { return total_; }

private:
    std::string place(std::uint64_t line) const {
        auto where = "line " + std::to_string(line);
        return files_.size() == 1 ? where : files_[at_ - 1] + ", " + where;
    }

    void open_next() {
        if (reader_) done_ += reader_->bytes();
        reader_.reset();
        if (at_ == files_.size()) return;
        const auto& file = files_[at_++];
        reader_ = std::make_unique<CsvReader>(open_file(file));
        rows_ = std::make_unique<RowReader>(header_of(*reader_, file), options_, file);
    }

    std::vector<std::string> files_;
    ArchiveOptions options_;
    std::size_t at_ = 0;
    std::uint64_t total_ = 0, done_ = 0;
    std::unique_ptr<CsvReader> reader_;
    std::unique_ptr<RowReader> rows_;
};
}  // namespace

std::unique_ptr<Archive> open_posts_csv(const std::vector<std::string>& files,
                                        const ArchiveOptions& options) {
    if (files.empty()) throw Error{Code::bad_request, "No file was given to import."};
    for (const auto& file : files)
        if (!std::filesystem::is_regular_file(file)) throw Error{Code::bad_request, file + " is not a file."};
    return std::make_unique<PostsCsv>(files, options);
}

Preview preview_posts_csv(const std::string& file) {
    CsvReader reader(open_file(file));
    Preview preview;
    preview.columns = header_of(reader, file);
    while (preview.rows.size() < 20) {
        auto row = reader.next();
        if (!row) break;
        if (row->problem.empty()) preview.rows.push_back(std::move(row->fields));
    }
    preview.suggestion = guess_columns(preview.columns);
    return preview;
}
}  // namespace channels::archive
