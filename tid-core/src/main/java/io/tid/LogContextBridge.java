package io.tid;

import io.tid.bridge.ContextBridge;
import org.jspecify.annotations.Nullable;

/** The one bridge, which {@link LogContext} installs. */
final class LogContextBridge extends ContextBridge<LogContext> {

    @Override
    public void bind(LogContext context) {
        Binding.bind(context);
    }

    @Override
    public @Nullable Object view(LogContext context) {
        return context.view();
    }

    @Override
    public void view(LogContext context, Object view) {
        context.view(view);
    }

    @Override
    public @Nullable Bound<LogContext> bound(Object value) {
        return value instanceof Binding binding
                ? new Bound<>(binding.context, binding.parentId, binding.creator)
                : null;
    }
}
