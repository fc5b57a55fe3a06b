"""The dossier of a document: everything that happened to it in one .zip, with a verifier that needs no server."""

from audit.dossier.build import Dossier, build_dossier

__all__ = ["Dossier", "build_dossier"]
