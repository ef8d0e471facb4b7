#ifndef SLUICE_CGMIME_H
#define SLUICE_CGMIME_H

#include <gmime/gmime.h>
#include <string.h>

/// What a text that GMime gives is.
enum { CGMIME_SUBJECT, CGMIME_PLAIN, CGMIME_HTML };

typedef void (*cgmime_receiver)(void *context, int kind, const char *text, size_t length);

typedef struct {
    cgmime_receiver receive;
    void *context;
} cgmime_walk;

static inline void cgmime_visit(GMimeObject *parent, GMimeObject *part, gpointer data) {
    (void)parent;
    cgmime_walk *walk = (cgmime_walk *)data;
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *message = g_mime_message_part_get_message((GMimeMessagePart *)part);
        if (message) g_mime_message_foreach(message, cgmime_visit, data);
    } else if (GMIME_IS_TEXT_PART(part)) {
        GMimeContentType *type = g_mime_object_get_content_type(part);
        const char *subtype = type ? g_mime_content_type_get_media_subtype(type) : "plain";
        char *text = g_mime_text_part_get_text((GMimeTextPart *)part);
        if (!text) return;
        int kind = subtype && !g_ascii_strcasecmp(subtype, "html") ? CGMIME_HTML : CGMIME_PLAIN;
        walk->receive(walk->context, kind, text, strlen(text));
        g_free(text);
    }
}

/// Gives the subject and the decoded texts of a mail away, in their order.
static inline void cgmime_read(const char *bytes, size_t length, cgmime_receiver receive, void *context) {
    g_mime_init();
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
        const char *subject = g_mime_message_get_subject(message);
        if (subject) receive(context, CGMIME_SUBJECT, subject, strlen(subject));
        cgmime_walk walk = {receive, context};
        g_mime_message_foreach(message, cgmime_visit, &walk);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

#endif
