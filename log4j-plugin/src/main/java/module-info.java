/** The id of the logging thread on every log line: {@code %gid}, <code>${gid:}</code> and a JSON resolver for Log4j. */
module io.tid.log4j {
    requires io.tid.core;
    requires org.apache.logging.log4j;
    requires org.apache.logging.log4j.core;
    requires static org.apache.logging.log4j.layout.template.json;
    requires static org.jspecify;

    // They create the context map and the plugins by reflection; no other code calls them.
    opens io.tid.log4j to
            org.apache.logging.log4j,
            org.apache.logging.log4j.core;
}
