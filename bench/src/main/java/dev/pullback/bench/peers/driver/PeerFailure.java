package dev.pullback.bench.peers.driver;

/** A peer that could not do what it was asked; the others go on. */
final class PeerFailure extends Exception {

    private static final long serialVersionUID = 1;

    PeerFailure(String message) {
        super(message);
    }
}
