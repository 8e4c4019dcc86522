#include <filesystem>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "channels/archive/mbox_reader.hpp"
#include "channels/archive/open.hpp"
#include "channels/connector.hpp"
#include "channels/email/codec.hpp"
#include "text/fold.hpp"

namespace channels::archive {
namespace {
// "ana@x.example, shop@x.example": the addresses that are ours.
std::vector<std::string> own_addresses(const std::string& owner) {
    std::vector<std::string> all;
    for (std::size_t begin = 0; begin < owner.size();) {
        auto end = std::min(owner.find_first_of(",; ", begin), owner.size());
        auto one = text::fold(std::string_view(owner).substr(begin, end - begin));
        if (!one.empty()) all.push_back(one);
        begin = end + 1;
    }
    return all;
}

class Mbox final : public Archive {
public:
    Mbox(std::vector<std::string> files, const ArchiveOptions& options) : files_(std::move(files)) {
        context_.own = own_addresses(options.owner);
        context_.place = email::Place::archive;
        for (const auto& file : files_) total_ += std::filesystem::file_size(file);
    }

    std::vector<model::Inbound> next(std::size_t count, std::vector<Refusal>& refused) override {
        std::vector<model::Inbound> messages;
        std::size_t weight = 0;
        while (messages.size() < count && weight < (16u << 20)) {
            auto mail = next_mail(refused);
            if (!mail) break;
            if (auto message = understood(*mail, refused)) messages.push_back(std::move(*message));
            weight += mail->bytes.size();
        }
        return messages;
    }
    std::uint64_t bytes_read() const override { return done_ + (reader_ ? reader_->bytes() : 0); }
    std::uint64_t bytes_total() const override { return total_; }

private:
    std::optional<MboxReader::Mail> next_mail(std::vector<Refusal>& refused) {
        while (true) {
            if (!reader_ && at_ == files_.size()) return std::nullopt;
            if (!reader_) reader_ = std::make_unique<MboxReader>(open_file(files_[at_++]));
            if (auto mail = reader_->next()) {
                any_ = true;
                return mail;
            }
            if (!any_) refused.push_back({files_[at_ - 1], "there is no mail in it"});
            done_ += reader_->bytes();
            reader_.reset();
            any_ = false;
        }
    }

    std::optional<model::Inbound> understood(const MboxReader::Mail& mail,
                                             std::vector<Refusal>& refused) const {
        auto place = "mail " + std::to_string(mail.number);
        if (files_.size() > 1) place = files_[at_ - 1] + ", " + place;
        if (mail.too_long) {
            refused.push_back({place, "it is longer than 64 MiB"});
            return std::nullopt;
        }
        auto decoded = email::decode(mail.bytes, context_);
        if (auto* poison = std::get_if<model::Poison>(&decoded)) {
            refused.push_back({place, poison->why});
            return std::nullopt;
        }
        auto message = std::get<model::Inbound>(std::move(decoded));
        // Nothing is ever sent from an imported mailbox, so a forged reference has nothing to win here.
        message.reply_trust = model::ReplyTrust::proven;
        return message;
    }

    std::vector<std::string> files_;
    email::Context context_;
    std::size_t at_ = 0;
    std::uint64_t total_ = 0, done_ = 0;
    bool any_ = false;
    std::unique_ptr<MboxReader> reader_;
};
}  // namespace

std::unique_ptr<Archive> open_mbox(const std::vector<std::string>& files, const ArchiveOptions& options) {
    if (files.empty()) throw Error{Code::bad_request, "No file was given to import."};
    for (const auto& file : files)
        if (!std::filesystem::is_regular_file(file)) throw Error{Code::bad_request, file + " is not a file."};
    return std::make_unique<Mbox>(files, options);
}
}  // namespace channels::archive
