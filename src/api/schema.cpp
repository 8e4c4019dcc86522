#include <array>

#include "api/openapi.hpp"

// The shapes of the API, a line each: "field:type". Types: id, text, time, int, number, flag, any, map,
// a name of another shape, [type] for a list; a trailing ? means that it may be null, ~ that it may be
// absent.
namespace api {
namespace {
struct Shape {
    std::string_view name, fields;
};

constexpr Shape shapes[] = {
    {"Setup", "needed:flag"},
    {"NewSetup", "workspace:text name:text email:text password:text"},
    {"Login", "email:text password:text"},
    {"Me", "member:Member workspace:Workspace workspaces:[Place] preferences:Preferences"},
    {"MeChange", "name:text~ password:PasswordChange~ preferences:map~"},
    {"Browser", "id:text agent:text created_at:time seen_at:time current:flag"},
    {"PasswordChange", "old:text new:text"},
    {"Preferences", "theme:text density:text shortcuts:text keys:map locale:text? views:map"},
    {"Member", "id:id name:text email:text role:text created_at:time disabled_at:time? last_seen_at:time?"},
    {"MemberChange", "role:text~ disabled:flag~"},
    {"Workspace", "id:id name:text created_at:time"},
    {"NewWorkspace", "name:text"},
    {"Place", "id:id name:text created_at:time role:text"},
    {"Invitation",
     "id:id email:text role:text invited_by:text created_at:time expires_at:time accepted_at:time? "
     "link:text~"},
    {"NewInvitation", "email:text role:text"},
    {"InvitationOffer", "workspace:text email:text role:text invited_by:text expires_at:time"},
    {"Acceptance", "name:text password:text"},
    {"ApiKey",
     "id:id name:text role:text prefix:text created_by:text created_at:time last_used_at:time? "
     "revoked_at:time? secret:text~"},
    {"NewApiKey", "name:text role:text"},
    {"AuditEntry", "id:id at:time actor:text actor_id:id? action:text target:text details:map"},
    {"AuditChoices", "actors:[text] actions:[text]"},
    {"Limits", "characters:int counting:text attachments:int attachment_bytes:int"},
    {"Abilities",
     "receive:flag reply:flag start:flag subject:flag html:flag attach:flag direct_message:flag repost:flag "
     "like:flag edit:flag erase:flag"},
    {"NetworkOption",
     "key:text label:text help:text type:text required:flag fallback:text choices:[text] placeholder:text"},
    {"Network",
     "id:text label:text help:text visibility:text connectable:flag limits:Limits can:Abilities "
     "options:[NetworkOption]"},
    {"Channel",
     "id:id network:text name:text options:map secrets_set:[text] state:text notice:text? error:text? "
     "remedy:text? last_message_at:time? last_checked_at:time? lag_seconds:int? messages:int quarantined:int "
     "created_at:time"},
    {"NewChannel", "network:text name:text options:map"},
    {"ChannelChange", "name:text~ options:map~ paused:flag~"},
    {"ChannelProbe", "network:text options:map channel:id~"},
    {"ProbeMessage", "author:text subject:text text:text sent_at:time"},
    {"ChannelTest", "ok:flag error:text? field:text? remedy:text? messages:[ProbeMessage]"},
    {"Quarantined",
     "id:id channel:id channel_name:text network:text remote_id:text why:text size:int retryable:flag "
     "at:time retried_at:time? raw:text~"},
    {"QuarantineRetry", "channel:id~"},
    {"QuarantineRetried", "released:int kept:int"},
    {"Identity", "id:id network:text handle:text name:text avatar_url:text?"},
    {"Evidence", "kind:text text:text weight:number"},
    {"Link",
     "id:id identity:Identity person:id evidence:[Evidence] score:number by:text at:time undone_at:time? "
     "undone_by:text? undone_why:text?"},
    {"PersonRef", "id:id name:text initials:text hue:int"},
    {"LinkedIdentity", "id:id network:text handle:text name:text avatar_url:text? link:Link"},
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
    {"Decision", "decision:text"},
    {"LinkEvent", "at:time by:text what:text text:text link:Link?"},
    {"Attachment", "id:id name:text media_type:text size:int inline:flag content_id:text? description:text"},
    {"MemberRef", "id:id name:text"},
    {"Delivery", "state:text at:time error:text? undo_until:time? attempts:int"},
    {"Message",
     "id:id conversation:id channel:id network:text author:Identity? member:MemberRef? person:PersonRef? "
     "direction:text visibility:text kind:text sent_at:time received_at:time subject:text text:text "
     "html:text? remote_images:int quoted:text signature:text language:text? url:text? reply_to:id? "
     "recipients:[Identity] attachments:[Attachment] deleted_at:time? extra:map delivery:Delivery?"},
    {"NewMessage", "text:text html:text?~ internal:flag~ attachments:[id]~ close:flag~ seen:id?~"},
    {"NewConversation",
     "channel:id~ person:id~ to:text~ to_name:text~ subject:text~ text:text note_kind:text~ direction:text~ "
     "at:time~ attachments:[id]~"},
    {"Settlement", "outcome:text"},
    {"ConversationRecord", "id:id kind:text by:text at:time value:text"},
    {"Viewer", "member:id name:text typing:flag"},
    {"ConversationRow",
     "id:id channel:id channel_name:text network:text subject:text person:PersonRef? identity:Identity? "
     "last_text:text last_at:time last_direction:text visibility:text messages:int waiting_since:time? "
     "assignee:MemberRef? labels:[text] snoozed_until:time? closed_at:time? unread:flag elsewhere:int "
     "draft:flag failed:flag viewers:[Viewer]"},
    {"PriorItem",
     "conversation:id network:text channel_name:text subject:text text:text at:time state:text answered:flag "
     "answered_by:text? linked_by:text"},
    {"PriorContact", "total:int channels:int unanswered:int items:[PriorItem]"},
    {"Addressee", "handle:text name:text"},
    {"ReplyState", "allowed:flag why_not:text? to:Identity? instead:[Addressee] cc:[Identity]"},
    {"Conversation",
     "id:id channel:id channel_name:text network:text subject:text person:PersonRef? identity:Identity? "
     "last_text:text last_at:time last_direction:text visibility:text messages:int waiting_since:time? "
     "assignee:MemberRef? labels:[text] snoozed_until:time? closed_at:time? unread:flag elsewhere:int "
     "draft:flag failed:flag viewers:[Viewer] records:[ConversationRecord] prior:PriorContact "
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
     "open:int mine:int unassigned:int snoozed:int closed:int failed:int all:int channels:map labels:map"},
    {"Bulk", "conversations:[id]~ query:text~ action:text value:text~"},
    {"BulkResult", "id:id changed:int undo_until:time"},
    {"Label", "name:text"},
    {"SavedView", "id:id name:text query:text shared:flag"},
    {"NewView", "name:text query:text shared:flag~"},
    {"SearchError", "position:int text:text"},
    {"SearchHit", "message:Message conversation:ConversationRow? matches:[any] snippet:text"},
    {"Found", "messages:[SearchHit] people:[PersonRow] next:text? error:SearchError? words:[text]"},
    {"TimelineConversation", "id:id subject:text channel_name:text network:text closed_at:time?"},
    {"TimelineItem", "message:Message conversation:TimelineConversation"},
    {"Format", "id:text label:text help:text columns:flag"},
    {"Refusal", "place:text why:text"},
    {"Import",
     "id:id format:text files:[text] state:text read:int total:int added:int existing:int refused:int "
     "refusals:[Refusal] columns:[text] rows:[any] suggestion:map chosen:map owner:text error:text? "
     "undo_until:time? created_at:time finished_at:time? by:text"},
    {"ImportStart", "columns:map~ owner:text~ dry_run:flag~"},
    {"Unlink", "reason:text~"},
    {"Problem", "type:text title:text status:int detail:text code:text field:text~"},
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

json::object type_schema(std::string_view type) {
    bool nullable = type.ends_with('?');
    if (nullable) type.remove_suffix(1);
    json::object schema =
        type.starts_with('[')
            ? json::object{{"type", "array"}, {"items", plain_type(type.substr(1, type.size() - 2))}}
            : plain_type(type);
    if (!nullable) return schema;
    if (schema.contains("$ref")) return {{"oneOf", json::array{schema, json::object{{"type", "null"}}}}};
    schema["type"] = json::array{schema["type"], "null"};
    return schema;
}

json::object shape_schema(std::string_view fields) {
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
    for (const auto& shape : shapes) all[shape.name] = shape_schema(shape.fields);
    return all;
}
}  // namespace api
