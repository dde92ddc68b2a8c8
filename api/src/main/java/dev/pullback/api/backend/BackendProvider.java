package dev.pullback.api.backend;

/** Makes backends; found by {@link java.util.ServiceLoader}. Making a provider must not load native code: probing does. */
public interface BackendProvider {

    /** The backend's id, as it is written on a command line: lower case, without a colon. */
    String id();

    /**
     * How much this is to be preferred among the available ones; the largest wins. It may depend on the devices found: a
     * provider for GPUs that finds only processors should rank itself below a backend made for processors. By convention:
     * 0 a reference, 50 a fast CPU backend, 100 a GPU.
     */
    int priority();

    /** Looks for devices. Never throws; slow work is done once and remembered. */
    Availability probe();

    /**
     * Opens a backend on a device.
     *
     * @param device text that chooses a device (its id, or part of its name or of its platform's); empty means the best
     * @throws dev.pullback.api.error.BackendUnavailableException if there is no such device, naming the ones there are
     * @throws dev.pullback.api.error.ConfigurationException if an option's value cannot work
     */
    Backend open(String device, BackendOptions options);
}
