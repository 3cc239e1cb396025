import io.tid.bridge.ContextBridge;

/** Must not compile. Run from source by ModulePathTest. */
class UseBridge {

    public static void main(String[] args) {
        System.out.println(ContextBridge.class);
    }
}
