package io.tid.log4j;

import org.apache.logging.log4j.spi.DefaultThreadContextMap;

/** Log4j's own map where it is told to inherit. */
class InheritableStockContextMapTest extends StockContextMapTest {

    @Override
    DefaultThreadContextMap make() {
        System.setProperty(DefaultThreadContextMap.INHERITABLE_MAP, "true");
        try {
            return super.make();
        } finally {
            System.clearProperty(DefaultThreadContextMap.INHERITABLE_MAP);
        }
    }

    @Override
    boolean inherits(boolean virtual) {
        return true;
    }
}
