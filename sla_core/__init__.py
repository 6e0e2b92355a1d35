"""The rules of the agreement: plain functions over frozen values, without session, widget or clock."""

VERSION = "0.1.0"
