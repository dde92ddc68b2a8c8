/** The SPI that a backend implements, and how one is chosen and used. */
package dev.pullback.api.backend;
