/** Who said it, on every log line: {@code %gid}, <code>${gid:}</code> and a JSON resolver for Log4j. */
module io.tid.log4j {
    requires io.tid.core;
    requires org.apache.logging.log4j;
    requires org.apache.logging.log4j.core;
    requires static org.apache.logging.log4j.layout.template.json;
    requires static org.jspecify;

    // They make the context map and the plugins by reflection; nobody else calls them.
    opens io.tid.log4j to
            org.apache.logging.log4j,
            org.apache.logging.log4j.core;
}
