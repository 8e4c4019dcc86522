#include <array>

#include "api/openapi.hpp"

// The shapes of the API, a line each: "field:type", or the words that may stand for it: "one|another".
// Types: id, text, time, int, number, flag, any, span (begin and end, in UTF-16 units), map, a name of
// another shape, [type] for a list, {type} for a map of them; a trailing ? means that it may be null, ~
// that it may be absent.
namespace api {
namespace {
struct Shape {
    std::string_view name, fields;
};

constexpr Shape shapes[] = {
    {"Role", "owner|admin|agent|viewer"},
    {"Direction", "inbound|outbound|internal"},
    {"Visibility", "public|private"},
    {"Kind", "personal|auto-reply|bounce|list|note"},
    {"Counting", "none|graphemes|weighted"},
    {"OptionType", "text|secret|number|choice|flag|url|address|host"},
    {"ChannelState", "connecting|live|waiting|needs_login|failed|paused|imported"},
    {"DeliveryState", "queued|sending|sent|failed|unknown"},
    {"RecordKind", "closed|reopened|snoozed|woken|assigned|unassigned|labelled|unlabelled|merged"},
    {"LinkStep", "linked|unlinked|merged|split|suggested|dismissed"},
    {"PlaceState", "open|closed|snoozed"},
    {"NoteKind", "call|visit|letter|other"},
    {"Action", "close|reopen|assign|unassign|snooze|label|unlabel"},
    {"ImportState", "uploaded|checking|checked|running|done|failed|interrupted|undoing|undone"},
    {"Outcome", "sent|failed"},
    {"Verdict", "accept|dismiss"},
    {"Theme", "system|light|dark"},
    {"Density", "comfortable|compact"},
    {"Shortcuts", "on|focus|off"},
    {"Setup", "needed:flag"},
    {"NewSetup", "workspace:text name:text email:text password:text"},
    {"Login", "email:text password:text"},
    {"Me", "member:Member workspace:Workspace workspaces:[Place] preferences:Preferences"},
    {"MeChange", "name:text~ password:PasswordChange~ preferences:map~"},
    {"Browser", "id:text agent:text created_at:time seen_at:time current:flag"},
    {"PasswordChange", "old:text new:text"},
    {"Preferences", "theme:Theme density:Density shortcuts:Shortcuts keys:{text} locale:text? views:map"},
    {"Member", "id:id name:text email:text role:Role created_at:time disabled_at:time? last_seen_at:time?"},
    {"MemberChange", "role:Role~ disabled:flag~"},
    {"Workspace", "id:id name:text created_at:time"},
    {"NewWorkspace", "name:text"},
    {"Place", "id:id name:text created_at:time role:Role"},
    {"Invitation",
     "id:id email:text role:Role invited_by:text created_at:time expires_at:time accepted_at:time? "
     "link:text~"},
    {"NewInvitation", "email:text role:Role"},
    {"InvitationOffer", "workspace:text email:text role:Role invited_by:text expires_at:time"},
    {"Acceptance", "name:text password:text"},
    {"ApiKey",
     "id:id name:text role:Role prefix:text created_by:text created_at:time last_used_at:time? "
     "revoked_at:time? secret:text~"},
    {"NewApiKey", "name:text role:Role"},
    {"AuditEntry", "id:id at:time actor:text actor_id:id? action:text target:text details:map"},
    {"AuditChoices", "actors:[text] actions:[text]"},
    {"Limits",
     "characters:int counting:Counting attachments:int attachment_bytes:int link_characters:int "
     "mentions_count_by_name:flag names_count:flag poll_options:int poll_characters:int"},
    {"Audience", "id:text label:text visibility:Visibility help:text"},
    {"Scope", "id:text why:text"},
    {"Abilities",
     "receive:flag reply:flag start:flag subject:flag html:flag attach:flag direct_message:flag repost:flag "
     "like:flag edit:flag erase:flag follow:flag history:flag warning:flag poll:flag thread:flag"},
    {"NetworkOption",
     "key:text label:text help:text type:OptionType required:flag fallback:text choices:[text] "
     "placeholder:text by_login:flag"},
    {"Network",
     "id:text label:text help:text visibility:Visibility connectable:flag called:flag limits:Limits "
     "can:Abilities options:[NetworkOption] audiences:[Audience] authorise:[Scope]? window:flag"},
    {"NewAuthorisation", "network:text options:{text?} channel:id~"},
    {"LoginState", "waiting|granted|refused"},
    {"Authorisation",
     "id:id network:text state:LoginState error:text? address:text? callback:text? options:{text} "
     "secrets_set:[text] channel:id?"},
    {"Health",
     "remaining:int limit:int resets_at:int lag_ms:int streaming:flag account:text audience:int "
     "limits:Limits~"},
    {"ChannelPush", "address:text former_until:time? secret:text~"},
    {"Channel",
     "id:id network:text name:text options:{text} secrets_set:[text] state:ChannelState health:Health? "
     "notice:text? error:text? remedy:text? last_message_at:time? last_checked_at:time? lag_seconds:int? "
     "messages:int quarantined:int push:ChannelPush? created_at:time chat:ChatTag?"},
    {"ChatTag", "key:text script:text page:text goes_on_by:text?"},
    {"NewChannel", "network:text name:text options:{text?} authorisation:id~"},
    {"ChannelChange", "name:text~ options:{text?}~ paused:flag~"},
    {"ChannelProbe", "network:text options:{text?} channel:id~ authorisation:id~"},
    {"ProbeMessage", "author:text subject:text text:text sent_at:time"},
    {"ChannelTest", "ok:flag error:text? field:text? remedy:text? messages:[ProbeMessage]"},
    {"ChatWindow",
     "title:text greeting:text colour:text privacy:text open:flag closes_at:time? opens_at:time? "
     "answer_minutes:int show_names:flag most_characters:int most_files:int largest_file:int here:[text] "
     "carries_on:flag"},
    {"NewVisit", "consent:flag remember:flag~ carry_on:flag~ name:text~ email:text~ identity:text~"},
    {"VisitChange", "name:text~ email:text~ carry_on:flag~"},
    {"Visit", "name:text email:text carry_on:flag vouched:flag wrote:flag token:text~"},
    {"NewVisitMessage", "key:text text:text~ files:[text]~ page:text~"},
    {"VisitAttachment", "id:id name:text media_type:text size:int"},
    {"VisitMessage",
     "id:id ours:flag name:text text:text at:time key:text edited:flag deleted:flag files:[VisitAttachment]"},
    {"VisitMessages", "items:[VisitMessage] before:id?"},
    {"VisitFile", "file:text name:text size:int"},
    {"PushedAuthor", "handle:text name:text?~ avatar_url:text?~"},
    {"PushedFile", "name:text?~ type:text?~ content:text~ url:text~ description:text?~"},
    {"PushedMessage",
     "id:text?~ author:PushedAuthor~ time:time?~ edited_at:time?~ subject:text?~ text:text?~ html:text?~ "
     "reply_to:any~ conversation:text?~ language:text?~ url:text?~ public:flag?~ addressed:flag?~ "
     "attachments:[PushedFile]~ extra:map~ deleted:flag?~"},
    {"PushTaken", "messages:int"},
    {"DeliveryEnd", "queued|sending|delivered|failed"},
    {"HookEvent", "type:text group:text label:text"},
    {"Hook",
     "id:id url:text description:text events:[text] made_by:text created_at:time paused_at:time? "
     "paused_why:text? failing_since:time? waiting:int failed:int last_delivered_at:time? "
     "former_until:time? secret:text~"},
    {"NewHook", "url:text description:text~ events:[text]"},
    {"HookChange", "url:text~ description:text~ events:[text]~ paused:flag~"},
    {"HookAttempt", "id:id at:time status:int? duration_ms:int error:text? answer:text"},
    {"HookDelivery",
     "id:id hook:id webhook_id:text type:text at:time state:DeliveryEnd tries:int next_try_at:time? "
     "ended_at:time? last:HookAttempt? attempts:[HookAttempt]~"},
    {"Redelivery", "since:time"},
    {"Redelivered", "queued:int"},
    {"Quarantined",
     "id:id channel:id channel_name:text network:text remote_id:text why:text size:int retryable:flag "
     "at:time retried_at:time? raw:text~"},
    {"QuarantineRetry", "channel:id~"},
    {"QuarantineRetried", "released:int kept:int"},
    {"Identity", "id:id network:text handle:text name:text avatar_url:text?"},
    {"Evidence", "kind:text text:text weight:number proof:[id]~"},
    {"Link",
     "id:id identity:Identity person:id evidence:[Evidence] score:number by:text at:time undone_at:time? "
     "undone_by:text? undone_why:text?"},
    {"PersonRef", "id:id name:text initials:text hue:int"},
    {"LinkedIdentity", "id:id network:text handle:text name:text avatar_url:text? link:Link blocked:flag"},
    {"Person",
     "id:id name:text initials:text hue:int roles:[text] note:text created_at:time "
     "identities:[LinkedIdentity] last_message_at:time? messages:int conversations:int "
     "open_conversations:int"},
    {"PersonRow",
     "id:id name:text initials:text hue:int roles:[text] networks:[text] handles:[text] "
     "last_message_at:time? last_text:text messages:int open_conversations:int"},
    {"NewPerson", "name:text"},
    {"PersonChange", "name:text~ roles:[text]~ note:text~"},
    {"Merge", "other:id"},
    {"Merged", "person:Person undo:id"},
    {"Undo", "undo:id?"},
    {"NewLink", "identity:id person:id reason:text~"},
    {"Suggestion",
     "id:id person:PersonRef other:PersonRef? identity:Identity evidence:[Evidence] score:number at:time"},
    {"Decision", "decision:Verdict"},
    {"ConfirmationState", "asked|half|confirmed|denied|withdrawn|failed|expired"},
    {"Confirmation",
     "id:id first:Identity? second:Identity? state:ConfirmationState asked_by:text asked_at:time "
     "first_at:time? "
     "ended_at:time? expires_at:time conversations:[id]"},
    {"NewConfirmation", "first:id second:id in_full:flag~ again:flag~"},
    {"ConfirmationPreview", "text:text channel_name:text then_text:text then_channel_name:text"},
    {"LinkEvent", "at:time by:text what:LinkStep text:text link:Link?"},
    {"Attachment", "id:id name:text media_type:text size:int inline:flag content_id:text? description:text"},
    {"AttachmentChange", "description:text"},
    {"MemberRef", "id:id name:text"},
    {"Delivery", "state:DeliveryState at:time error:text? undo_until:time? attempts:int"},
    {"Message",
     "id:id conversation:id channel:id network:text author:Identity? member:MemberRef? person:PersonRef? "
     "direction:Direction visibility:Visibility kind:Kind sent_at:time received_at:time subject:text "
     "text:text "
     "html:text? remote_images:int quoted:text signature:text language:text? url:text? reply_to:id? "
     "recipients:[Identity] attachments:[Attachment] deleted_at:time? extra:map audience:text? "
     "heard:flag edited_at:time? reactions:Reactions? delivery:Delivery?"},
    {"Act", "like|repost|follow|edit|erase"},
    {"Deed", "id:id act:Act undo:flag by:text at:time state:DeliveryState error:text?"},
    {"Reactions", "likes:int reposts:int ours:[Deed]"},
    {"Edit", "at:time by:MemberRef? subject:text text:text html:text?"},
    {"NewEdit", "text:text subject:text~"},
    {"NewPoll", "options:[text] multiple:flag~ seconds:int~"},
    {"NewMessage",
     "text:text html:text?~ internal:flag~ attachments:[id]~ close:flag~ seen:id?~ reply_to:id?~ "
     "audience:text~ subject:text~ poll:NewPoll~ then:[text]~"},
    {"NewConversation",
     "channel:id~ person:id~ to:text~ to_name:text~ subject:text~ text:text note_kind:NoteKind~ "
     "direction:Direction~ "
     "at:time~ attachments:[id]~ audience:text~ poll:NewPoll~"},
    {"Settlement", "outcome:Outcome"},
    {"ConversationRecord", "id:id kind:RecordKind by:text at:time value:text"},
    {"Viewer", "member:id name:text typing:flag"},
    {"ConversationRow",
     "id:id channel:id channel_name:text network:text subject:text person:PersonRef? identity:Identity? "
     "last_text:text last_at:time last_direction:Direction visibility:Visibility messages:int "
     "waiting_since:time? "
     "assignee:MemberRef? labels:[text] snoozed_until:time? closed_at:time? unread:flag elsewhere:int "
     "draft:flag failed:flag heard:flag viewers:[Viewer]"},
    {"PriorItem",
     "conversation:id network:text channel_name:text subject:text text:text at:time state:PlaceState "
     "answered:flag "
     "answered_by:text? linked_by:text"},
    {"PriorContact", "total:int channels:int unanswered:int items:[PriorItem]"},
    {"Addressee", "handle:text name:text"},
    {"ReplyState",
     "allowed:flag why_not:text? to:Identity? instead:[Addressee] cc:[Identity] named:[text] "
     "audiences:[text] "
     "followers:int "
     "limits:Limits warning:text"},
    {"Conversation",
     "id:id channel:id channel_name:text network:text subject:text person:PersonRef? identity:Identity? "
     "last_text:text last_at:time last_direction:Direction visibility:Visibility messages:int "
     "waiting_since:time? "
     "assignee:MemberRef? labels:[text] snoozed_until:time? closed_at:time? unread:flag elsewhere:int "
     "draft:flag failed:flag heard:flag viewers:[Viewer] records:[ConversationRecord] prior:PriorContact "
     "suggestions:[Suggestion] draft_text:Draft? reply:ReplyState"},
    {"Closure", "reason:text~"},
    {"Snooze", "until:time"},
    {"Assignment", "member:id"},
    {"Reading", "message:id"},
    {"Presence", "typing:flag"},
    {"NewDraft", "text:text html:text?~ internal:flag~ attachments:[any]~"},
    {"TakenBack",
     "text:text html:text? internal:flag attachments:[Attachment] updated_at:time conversation:id"},
    {"Draft", "text:text html:text? internal:flag attachments:[Attachment] updated_at:time"},
    {"Counts",
     "open:int mine:int unassigned:int snoozed:int closed:int failed:int all:int heard:int "
     "channels:{int} labels:{int}"},
    {"Bulk", "conversations:[id]~ query:text~ action:Action value:text~"},
    {"BulkResult", "id:id changed:int undo_until:time"},
    {"BulkUndone", "changed:int"},
    {"Label", "name:text"},
    {"SavedView", "id:id name:text query:text shared:flag"},
    {"NewView", "name:text query:text shared:flag~"},
    {"SearchError", "position:int text:text"},
    {"SearchHit", "message:Message conversation:ConversationRow? matches:[span] snippet:text"},
    {"Found", "messages:[SearchHit] people:[PersonRow] next:text? error:SearchError? words:[text]"},
    {"Topic",
     "id:id name:text query:text goal:text owner:MemberRef? review_on:time? made_by:text created_at:time "
     "changed_at:time removed_at:time? day:int day_before:int last_at:time? reading_since:time?"},
    {"NewTopic", "query:text name:text~ goal:text~ owner:id?~ review_on:time?~"},
    {"TopicChange", "query:text~ name:text~ goal:text~ owner:id?~ review_on:time?~"},
    {"NewTopicPreview", "query:text"},
    {"TopicPreview", "matched:int read:int since:time complete:flag per_hour:number newest:[SearchHit]"},
    {"TimelineConversation", "id:id subject:text channel_name:text network:text closed_at:time?"},
    {"TimelineItem", "message:Message conversation:TimelineConversation"},
    {"ReactionKind", "like|repost|follow|vote"},
    {"ReactionItem",
     "id:id at:time kind:ReactionKind network:text channel_name:text undone_at:time? message:Message?"},
    {"History", "added:int existing:int"},
    {"Format", "id:text label:text help:text columns:flag"},
    {"Refusal", "place:text why:text"},
    {"Import",
     "id:id format:text files:[text] state:ImportState read:int total:int added:int existing:int refused:int "
     "refusals:[Refusal] columns:[text] rows:[[text]] suggestion:{text} chosen:{text} owner:text error:text? "
     "undo_until:time? created_at:time finished_at:time? by:text"},
    {"ImportStart", "columns:{text}~ owner:text~ dry_run:flag~"},
    {"Unlink", "reason:text~"},
    {"Problem", "type:text title:text status:int detail:text code:text field:text~ position:int~"},
};

json::object plain_type(std::string_view type) {
    if (type == "id") return {{"type", "string"}, {"pattern", "^[1-9][0-9]*$"}};
    if (type == "text") return {{"type", "string"}};
    if (type == "time") return {{"type", "string"}, {"format", "date-time"}};
    if (type == "int") return {{"type", "integer"}};
    if (type == "number") return {{"type", "number"}};
    if (type == "flag") return {{"type", "boolean"}};
    if (type == "map") return {{"type", "object"}, {"additionalProperties", true}};
    if (type == "any") return {};
    return {{"$ref", "#/components/schemas/" + std::string(type)}};
}

json::object span() {
    json::array ends{plain_type("int"), plain_type("int")};
    return {{"type", "array"}, {"prefixItems", ends}, {"minItems", 2}, {"maxItems", 2}};
}

json::object type_schema(std::string_view type);

json::object bare_type(std::string_view type) {
    if (type == "span") return span();
    bool list = type.starts_with('['), map = type.starts_with('{');
    if (!list && !map) return plain_type(type);
    auto inner = type_schema(type.substr(1, type.size() - 2));
    if (list) return {{"type", "array"}, {"items", inner}};
    return {{"type", "object"}, {"additionalProperties", inner}};
}

json::object type_schema(std::string_view type) {
    bool nullable = type.ends_with('?');
    if (nullable) type.remove_suffix(1);
    auto schema = bare_type(type);
    if (!nullable) return schema;
    if (schema.contains("$ref")) return {{"oneOf", json::array{schema, json::object{{"type", "null"}}}}};
    schema["type"] = json::array{schema["type"], "null"};
    return schema;
}

json::object words_schema(std::string_view words) {
    json::array all;
    while (!words.empty()) {
        auto word = words.substr(0, words.find('|'));
        words.remove_prefix(std::min(words.size(), word.size() + 1));
        all.push_back(json::value(word));
    }
    return {{"type", "string"}, {"enum", all}};
}

json::object fields_schema(std::string_view fields) {
    json::object properties;
    json::array required;
    while (!fields.empty()) {
        auto field = fields.substr(0, fields.find(' '));
        fields.remove_prefix(std::min(fields.size(), field.size() + 1));
        auto colon = field.find(':');
        auto name = field.substr(0, colon), type = field.substr(colon + 1);
        bool optional = type.ends_with('~');
        if (optional) type.remove_suffix(1);
        properties[name] = type_schema(type);
        if (!optional) required.push_back(json::value(name));
    }
    return {{"type", "object"}, {"properties", properties}, {"required", required}};
}
}  // namespace

json::object schemas() {
    json::object all;
    for (const auto& shape : shapes)
        all[shape.name] = shape.fields.find(':') == shape.fields.npos ? words_schema(shape.fields)
                                                                      : fields_schema(shape.fields);
    return all;
}
}  // namespace api
