#include <deque>

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "channels/archive/json_elements.hpp"
#include "channels/archive/open.hpp"
#include "channels/archive/pictures.hpp"
#include "channels/archive/tweet.hpp"

namespace channels::archive {
namespace {
using View = std::string_view;

View base_name(View path) {
    return path.substr(path.rfind('/') + 1);
}

std::string folder_of(View path) {
    return std::string(path.substr(0, path.rfind('/') + 1));
}

// tweets.js, tweet.js, tweets-part1.js; data/js/tweets/2013_05.js until 2019.
bool holds_tweets(View path) {
    auto name = base_name(path);
    bool old = path.find("js/tweets/") != path.npos && name.ends_with(".js");
    return old || name == "tweets.js" || name == "tweet.js" ||
           ((name.starts_with("tweets-part") || name.starts_with("tweet-part")) && name.ends_with(".js"));
}

// Also direct-messages-group.js and -part1.js, but not the -headers, which hold no text.
bool holds_conversations(View path) {
    auto name = base_name(path);
    return name.starts_with("direct-message") && name.ends_with(".js") && name.find("headers") == name.npos;
}

// The first element of a small file such as account.js.
json::value first_element(const Collection& files, View wanted) {
    for (const auto& name : files.names()) {
        if (base_name(name) != wanted) continue;
        JsonElements elements(open_text(files.whole(name, 4u << 20).value_or("")));
        auto first = elements.next();
        if (auto parsed = first ? json::parse(first->text) : std::nullopt) return *parsed;
    }
    return json::object{};
}

// An old archive or one without account.js: pictures of one's own are shown under one's own name.
std::string handle_in_own_pictures(const json::value& element) {
    auto* wrapped = json::find(element, {"tweet"});
    const auto& tweet = wrapped ? *wrapped : element;
    auto* entities = json::find(tweet, {"entities"});
    auto id = json::text(tweet, "id_str");
    if (!entities || id.empty()) return {};
    for (const auto& each : json::list(*entities, "media")) {
        auto url = json::text(each, "expanded_url");
        auto host = url.find(".com/");
        auto end = url.find("/status/" + id);
        if (host != url.npos && end != url.npos && end > host + 5)
            return url.substr(host + 5, end - host - 5);
    }
    return {};
}

std::string guessed_handle(const Collection& files) {
    for (const auto& name : files.names()) {
        if (!holds_tweets(name)) continue;
        JsonElements elements(files.open(name));
        for (auto each = elements.next(); each && each->number <= 3000; each = elements.next()) {
            auto parsed = json::parse(each->text);
            auto handle = parsed ? handle_in_own_pictures(*parsed) : std::string();
            if (!handle.empty()) return handle;
        }
    }
    return {};
}

Owner owner_of(const Collection& files, const std::string& given) {
    auto first = first_element(files, "account.js");
    auto* account = json::find(first, {"account"});
    Owner owner;
    if (account)
        owner = {json::text(*account, "accountId"), json::text(*account, "username"),
                 json::text(*account, "accountDisplayName")};
    if (owner.handle.empty()) owner.handle = given;
    if (owner.handle.empty()) owner.handle = guessed_handle(files);
    if (owner.handle.empty())
        throw Error{Code::bad_request,
                    "The archive does not say whose it is: account.js is missing. Say it with --owner @name."}
            .at("owner");
    owner.handle = x_handle(owner.handle);
    return owner;
}

class XArchive final : public Archive {
public:
    XArchive(std::unique_ptr<Collection> files, Owner owner)
        : files_(std::move(files)), owner_(std::move(owner)) {
        for (const auto& name : files_->names())
            if (holds_tweets(name)) parts_.push_back(name);
        for (const auto& name : files_->names())
            if (holds_conversations(name)) parts_.push_back(name);
        if (parts_.empty())
            throw Error{Code::bad_request,
                        "There is no tweets.js in it. Import the folder or the zip as X gave it."};
        for (const auto& name : parts_) total_ += files_->size(name);
    }

    std::vector<model::Inbound> next(std::size_t count, std::vector<Refusal>& refused) override {
        std::vector<model::Inbound> messages;
        std::size_t weight = 0;
        while (messages.size() < count && weight < (16u << 20) && (!waiting_.empty() || read_more(refused))) {
            if (waiting_.empty()) continue;
            messages.push_back(with_media(std::move(waiting_.front())));
            waiting_.pop_front();
            for (const auto& each : messages.back().attachments) weight += each.bytes.size();
            weight += messages.back().text.size();
        }
        return messages;
    }
    std::uint64_t bytes_read() const override { return done_ + (elements_ ? elements_->bytes() : 0); }
    std::uint64_t bytes_total() const override { return total_; }

private:
    const std::string& part() const { return parts_[at_ - 1]; }

    // Reads one more element, or goes to the next file; false at the end.
    bool read_more(std::vector<Refusal>& refused) {
        if (!elements_ && at_ == parts_.size()) return false;
        if (!elements_) elements_ = std::make_unique<JsonElements>(files_->open(parts_[at_++]));
        if (auto element = elements_->next()) {
            understand(*element, refused);
            return true;
        }
        if (!elements_->complete())
            refused.push_back({part(), "the file ends in the middle, or is not what X writes"});
        done_ += elements_->bytes();
        elements_.reset();
        return true;
    }

    void understand(const JsonElements::Element& element, std::vector<Refusal>& refused) {
        auto place = part() + ", item " + std::to_string(element.number);
        auto value = json::parse(element.text);
        if (!value) {
            refused.push_back(
                {place, element.too_long ? "it is longer than 32 MiB" : "it is not well-formed JSON"});
            return;
        }
        std::vector<std::string> why;
        if (holds_tweets(part()))
            take_tweet(*value, why);
        else
            for (auto& each : decode_conversation(*value, owner_, names_, why))
                waiting_.push_back(std::move(each));
        for (const auto& each : why) refused.push_back({place, each});
    }

    void take_tweet(const json::value& value, std::vector<std::string>& why) {
        learn_names(value, names_);
        std::string problem;
        if (auto tweet = decode_tweet(value, owner_, problem))
            waiting_.push_back(std::move(*tweet));
        else
            why.push_back(problem);
    }

    model::Inbound with_media(Tweet tweet) const {
        json::array elsewhere;
        for (const auto& each : tweet.media) {
            auto base = folder_of(part());
            bool found = false;
            for (const char* folder :
                 {"tweets_media/", "tweet_media/", "direct_messages_media/", "direct_messages_group_media/"})
                found = found || attach(tweet.message, *files_, base + folder + each.file,
                                        media_type(each.file), each.description);
            if (!found) elsewhere.push_back(boost::json::string(each.url));
        }
        if (!elsewhere.empty()) tweet.message.extra["media"] = std::move(elsewhere);
        return std::move(tweet.message);
    }

    std::unique_ptr<Collection> files_;
    Owner owner_;
    Names names_;
    std::vector<std::string> parts_;
    std::size_t at_ = 0;
    std::uint64_t total_ = 0, done_ = 0;
    std::unique_ptr<JsonElements> elements_;
    std::deque<Tweet> waiting_;
};
}  // namespace

std::unique_ptr<Archive> open_x_archive(const std::vector<std::string>& files,
                                        const ArchiveOptions& options) {
    auto collection = open_collection(files);
    auto owner = owner_of(*collection, options.owner);
    return std::make_unique<XArchive>(std::move(collection), std::move(owner));
}
}  // namespace channels::archive
