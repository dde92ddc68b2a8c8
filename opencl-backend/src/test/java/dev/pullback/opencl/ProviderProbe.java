package dev.pullback.opencl;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.error.PullbackException;

/** Prints what the provider says of the process it runs in. */
final class ProviderProbe {

    private ProviderProbe() {}

    public static void main(String[] arguments) {
        var provider = new OpenClProvider();
        System.out.println("probe: " + provider.probe());
        System.out.println("priority: " + provider.priority());
        try (var backend = provider.open("", BackendOptions.defaults())) {
            System.out.println("open: " + backend);
        } catch (PullbackException refused) {
            System.out.println("open: " + refused.getClass().getSimpleName() + ": " + refused.getMessage());
        }
    }
}
