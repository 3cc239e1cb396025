/** Who said it, on every log line: {@code %gid}, <code>${gid:}</code> and a JSON resolver for Log4j. */
module io.tid.log4j {
    requires io.tid.core;
    requires org.apache.logging.log4j;
    requires org.apache.logging.log4j.core;
    requires static org.apache.logging.log4j.layout.template.json;
    requires static org.jspecify;

    opens io.tid.log4j to
            org.apache.logging.log4j.core; // it makes its plugins by reflection; nobody else calls them
}
