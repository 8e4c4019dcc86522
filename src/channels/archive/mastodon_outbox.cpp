#include "base/error.hpp"
#include "channels/archive/activity.hpp"
#include "channels/archive/json_elements.hpp"
#include "channels/archive/open.hpp"
#include "channels/archive/pictures.hpp"
#include "text/names.hpp"

namespace channels::archive {
namespace {
using View = std::string_view;

std::string find_outbox(const Collection& files) {
    for (const auto& name : files.names())
        if (View(name).substr(name.rfind('/') + 1) == "outbox.json") return name;
    if (files.names().size() == 1) return files.names()[0];
    throw Error{Code::bad_request,
                "There is no outbox.json in it. Import the archive as Mastodon gave it, or the file itself."};
}

// The profile lies beside the outbox; a lone outbox.json names the author in every activity.
model::Handle owner_of(const Collection& files, const std::string& folder, const std::string& given) {
    auto actor =
        json::parse(files.whole(folder + "actor.json", 1u << 20).value_or("")).value_or(json::object{});
    model::Handle owner{"mastodon", fediverse_handle(json::text(actor, "id")),
                        text::display_name(json::text(actor, "name"))};
    if (owner.handle.empty()) owner.handle = given;
    return owner;
}

class MastodonOutbox final : public Archive {
public:
    MastodonOutbox(std::unique_ptr<Collection> files, const ArchiveOptions& options)
        : files_(std::move(files)),
          name_(find_outbox(*files_)),
          folder_(name_.substr(0, name_.rfind('/') + 1)),
          owner_(owner_of(*files_, folder_, options.owner)),
          elements_(files_->open(name_), "orderedItems") {}

    std::vector<model::Inbound> next(std::size_t count, std::vector<Refusal>& refused) override {
        std::vector<model::Inbound> messages;
        std::size_t weight = 0;
        while (messages.size() < count && weight < (16u << 20)) {
            auto element = elements_.next();
            if (!element) {
                finish(refused);
                break;
            }
            std::string why;
            auto activity = understood(*element, why);
            if (!activity) {
                refused.push_back({"item " + std::to_string(element->number), why});
                continue;
            }
            messages.push_back(with_files(std::move(*activity)));
            for (const auto& each : messages.back().attachments) weight += each.bytes.size();
            weight += messages.back().html.size();
        }
        return messages;
    }
    std::uint64_t bytes_read() const override { return elements_.bytes(); }
    std::uint64_t bytes_total() const override { return files_->size(name_); }

private:
    std::optional<Activity> understood(const JsonElements::Element& element, std::string& why) const {
        auto value = json::parse(element.text);
        if (value) return decode_activity(*value, owner_, why);
        why = element.too_long ? "it is longer than 32 MiB" : "it is not well-formed JSON";
        return std::nullopt;
    }

    void finish(std::vector<Refusal>& refused) {
        if (!elements_.complete() && !finished_)
            refused.push_back({name_, "it ends in the middle, or has no \"orderedItems\" as an outbox has"});
        finished_ = true;
    }

    model::Inbound with_files(Activity activity) const {
        json::array elsewhere;
        for (auto& each : activity.files) {
            auto path =
                folder_ + each.path.substr(std::min(each.path.find_first_not_of('/'), each.path.size()));
            auto type = each.media_type.empty() ? media_type(each.path) : each.media_type;
            if (!attach(activity.message, *files_, path, type, each.description))
                elsewhere.push_back(boost::json::string(each.path));
        }
        if (!elsewhere.empty()) activity.message.extra["media"] = std::move(elsewhere);
        return std::move(activity.message);
    }

    std::unique_ptr<Collection> files_;
    std::string name_, folder_;
    model::Handle owner_;
    JsonElements elements_;
    bool finished_ = false;
};
}  // namespace

std::unique_ptr<Archive> open_mastodon_outbox(const std::vector<std::string>& files,
                                              const ArchiveOptions& options) {
    return std::make_unique<MastodonOutbox>(open_collection(files), options);
}
}  // namespace channels::archive
